// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryStore
import FerryTestRecords
import FerryUpload
import Testing

@Suite("The queue of lanes")
struct LaneQueueTests {
    private let lanes: [Lane]

    init() throws {
        // Lanes are the store's to make.
        let migration = try TestMigration()
        try migration.take([SmallWorkspace.workspace])
        try migration.store.plan { session in
            let bot = try session.account("@b:x", kind: .bot, name: "")
            for number in 1...4 as ClosedRange<Int64> {
                let lane = try session.lane(.room, key: number, rank: number, name: "\(number)")
                try session.append(PlannedOperation(.sendEvent, key: number, sender: bot.id), to: lane)
            }
        }
        lanes = try migration.journal.openLanes()
    }

    private func word(_ next: LaneQueue.Next) -> String {
        switch next {
        case .lane(let lane): lane.name
        case .wait: "wait"
        case .stuck(let lanes): "stuck " + lanes.map(\.name).joined(separator: " ")
        case .finished: "finished"
        }
    }

    @Test("hands lanes out in order, each once, and ends when all have ended")
    func order() {
        var queue = LaneQueue(Array(lanes.prefix(2)))
        #expect(word(queue.next()) == "1")
        #expect(word(queue.next()) == "2")
        #expect(word(queue.next()) == "wait")
        queue.finish()
        #expect(word(queue.next()) == "wait")
        queue.finish()
        #expect(word(queue.next()) == "finished")
        var empty = LaneQueue([])
        #expect(word(empty.next()) == "finished")
    }

    @Test("brings what was parked back to the front, in order, when what it waits for is settled")
    func parking() {
        var queue = LaneQueue(lanes)
        for _ in 1...3 { _ = queue.next() }
        queue.park(lanes[1], on: .account(7))
        queue.park(lanes[0], on: .account(7))
        #expect(queue.parkedCount == 2)
        queue.settle(.account(8))
        queue.settle(.operation(key: 7, part: ""))
        #expect(queue.parkedCount == 2)
        queue.settle(.account(7))
        #expect(queue.parkedCount == 0)
        #expect([word(queue.next()), word(queue.next()), word(queue.next())] == ["1", "2", "4"])
        #expect(word(queue.next()) == "wait")
    }

    @Test("says which lanes nothing can free any more")
    func stuck() {
        var queue = LaneQueue(Array(lanes.prefix(3)))
        for _ in 1...3 { _ = queue.next() }
        queue.park(lanes[2], on: .account(1))
        queue.park(lanes[0], on: .account(2))
        // Lane 2 may free them yet.
        #expect(word(queue.next()) == "wait")
        queue.finish()
        #expect(word(queue.next()) == "stuck 1 3")
        queue.readd(lanes[0])
        #expect(word(queue.next()) == "1")
        queue.finish()
        #expect(word(queue.next()) == "finished")
    }
}
