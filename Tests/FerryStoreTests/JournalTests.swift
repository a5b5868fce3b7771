// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryTestRecords
import GRDB
import Testing

@testable import FerryStore

private typealias Small = SmallWorkspace

@Suite("The journal")
struct JournalTests {
    private let migration: TestMigration
    private let now = Timestamp(seconds: 1_700_000_000)
    private var journal: Journal { migration.journal }

    init() throws {
        migration = try TestMigration()
        try migration.take([Small.workspace])
        try plan(["a", "b", "c"])
    }

    /// Plans one lane with an event for each word; the word is its payload, too.
    private func plan(_ words: [String], payload: String = "{}") throws {
        try migration.store.plan { session in
            let bot = try session.account("@bot:x", kind: .bot, name: "")
            let room = try session.number(of: Small.key(.channel, "general"))
            let lane = try session.lane(.room, key: room, rank: 10, name: "general")
            for word in words {
                try session.append(
                    PlannedOperation(
                        .sendEvent, key: session.number(of: Small.key(.message, word)), sender: bot.id,
                        room: room,
                        timestamp: now, type: "m.room.message", payload: payload), to: lane)
            }
        }
    }

    private func operations() throws -> [FerryStore.Operation] {
        guard let lane = try journal.openLanes().first else { return [] }
        return try journal.operations(lane: lane.id, limit: 100)
    }

    private func state(_ operation: FerryStore.Operation) throws -> FerryStore.Operation.State? {
        try journal.outcome(key: operation.keyNumber, part: operation.part)?.state
    }

    @Test("hands operations out in their order, with all that was planned")
    func order() throws {
        let operations = try operations()
        #expect(operations.map(\.key.id) == ["a", "b", "c"])
        #expect(operations.map(\.sequence) == [1, 2, 3])
        #expect(operations[0].sender == "@bot:x")
        #expect(operations[0].timestamp == now)
        #expect(operations[0].type == "m.room.message")
        #expect(operations[0].state == .ready)
        #expect(try journal.operations(lane: operations[0].lane, after: 1, limit: 1).map(\.key.id) == ["b"])
    }

    @Test("notes a claim with its time, and takes it back")
    func claim() throws {
        let first = try operations()[0]
        try journal.claim(first, at: now)
        let claimed = try operations()[0]
        #expect(claimed.state == .claimed)
        #expect(claimed.claimedAt == now)
        #expect(claimed.attempts == 1)
        try journal.release(claimed)
        #expect(try operations()[0].state == .ready)
        #expect(try operations()[0].claimedAt == nil)
        #expect(try operations()[0].attempts == 1)
    }

    @Test("never opens again what is done")
    func done() throws {
        let first = try operations()[0]
        try journal.claim(first, at: now)
        try journal.settle(first, result: "$1", thenClaim: nil, at: now)
        try journal.claim(first, at: now)
        try journal.release(first)
        #expect(try state(first) == .done)
        try journal.settle(first, result: "$2", thenClaim: nil, at: now)
        #expect(try journal.outcome(key: first.keyNumber, part: "")?.result == "$1")
    }

    @Test("settles one operation and claims the next, both or none")
    func settleAndClaim() throws {
        let all = try operations()
        try journal.claim(all[0], at: now)
        try journal.settle(all[0], result: "$1", thenClaim: all[1], at: now)
        #expect(try state(all[0]) == .done)
        #expect(try state(all[1]) == .claimed)
        // The same id for another event: neither is settled nor the next claimed.
        let failure = #expect(throws: Failure.self) {
            try journal.settle(all[1], result: "$1", thenClaim: all[2], at: now)
        }
        #expect(failure?.kind == .bug)
        #expect(try state(all[1]) == .claimed)
        #expect(try state(all[2]) == .ready)
    }

    @Test("takes the same answer twice where it is no event id")
    func sharedAnswers() throws {
        let all = try operations()
        for operation in all {
            try journal.claim(operation, at: now)
            try journal.settle(operation, result: "", thenClaim: nil, at: now)
        }
        #expect(try all.map { try state($0) } == [.done, .done, .done])
    }

    @Test("puts aside with a note, in the order of the plan")
    func stuck() throws {
        let all = try operations()
        try journal.wedge(all[1], note: "refused")
        try journal.skip(all[2], note: "left out")
        try journal.wedge(all[0], note: "first")
        #expect(try journal.stuck(limit: 9).map(\.note) == ["first", "refused", "left out"])
        #expect(try journal.stuck(limit: 9).map(\.state) == [.wedged, .wedged, .skipped])
        #expect(try journal.stuck(limit: 1).count == 1)
        #expect(try journal.counts()[.sendEvent] == [.wedged: 2, .skipped: 1])
    }

    @Test("finishes a lane when nothing in it is left to do")
    func finish() throws {
        let all = try operations()
        let lane = all[0].lane
        try journal.wedge(all[0], note: "x")
        try journal.claim(all[1], at: now)
        try journal.finish(lane: lane)
        #expect(try journal.openLanes().map(\.id) == [lane])
        try journal.settle(all[1], result: "$1", thenClaim: nil, at: now)
        try journal.finish(lane: lane)
        #expect(try journal.openLanes().map(\.id) == [lane])
        try journal.skip(all[2], note: "x")
        try journal.finish(lane: lane)
        #expect(try journal.openLanes().isEmpty)
    }

    @Test("knows the last event before a place, which is where reading back may stop")
    func lastEvent() throws {
        let all = try operations()
        func last(before sequence: Int64, room: Int64?) throws -> String? {
            try journal.lastEvent(lane: all[0].lane, before: sequence, inRoom: room)
        }
        let room = all[0].room
        var event = try last(before: 3, room: room)
        #expect(event == nil)
        try journal.settle(all[0], result: "$1", thenClaim: nil, at: now)
        event = try last(before: 3, room: room)
        #expect(event == "$1")
        event = try last(before: 1, room: room)
        #expect(event == nil)
        // What the lane does in another room, its space, says nothing about that room.
        event = try last(before: 3, room: 999)
        #expect(event == nil)
        #expect(try journal.operation(event: "$1")?.key.id == "a")
        #expect(try journal.operation(event: "$2") == nil)
    }

    // MARK: Planning again

    @Test("keeps what was claimed or answered just as it is when planning comes again")
    func replan() throws {
        let before = try operations()
        try journal.settle(before[0], result: "$1", thenClaim: before[1], at: now)
        try plan(["z", "a", "b", "c"], payload: "{\"new\":1}")
        let after = try operations()
        #expect(after.map(\.key.id) == ["b", "z", "c"])
        #expect(after[0].id == before[1].id)
        #expect(after[0].state == .claimed)
        #expect(after[0].payload == "{}")
        #expect(after[0].sequence == before[1].sequence)
        #expect(after[0].claimedAt == now)
        #expect(after.dropFirst().allSatisfy { $0.payload == "{\"new\":1}" })
        #expect(try journal.outcome(key: before[0].keyNumber, part: "")?.result == "$1")
    }

    @Test("keeps a lane open whose claimed operation is all that is left")
    func doubtKeepsLaneOpen() throws {
        let all = try operations()
        try journal.claim(all[0], at: now)
        try plan(["a"])
        #expect(try operations().map(\.state) == [.claimed])
    }

    @Test("gives what was put aside another chance after planning again")
    func replanWedged() throws {
        let all = try operations()
        try journal.wedge(all[0], note: "x")
        try journal.skip(all[1], note: "x")
        try plan(["a", "b", "c"])
        #expect(try operations().map(\.state) == [.ready, .ready, .ready])
        #expect(try journal.stuck(limit: 9).isEmpty)
    }

    @Test("tells apart what is new, what was sent so and what was sent otherwise")
    func outcomes() throws {
        let first = try operations()[0]
        try journal.settle(first, result: "$1", thenClaim: nil, at: now)
        let outcomes = try migration.store.plan { session in
            try [("{}", first.keyNumber), ("{\"x\":1}", first.keyNumber), ("{}", 999)].map { payload, key in
                try session.append(
                    PlannedOperation(.sendEvent, key: key, sender: 1, payload: payload), to: first.lane)
            }
        }
        #expect(outcomes == [.alreadySent, .alreadySentDifferently, .planned])
    }
}
