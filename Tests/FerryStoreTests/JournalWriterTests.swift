// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryTestRecords
import GRDB
import Testing

@testable import FerryStore

private typealias Small = SmallWorkspace

@Suite("The journal of many lanes")
struct JournalWriterTests {
    private static let lanes = 40
    private let migration: TestMigration
    private let now = Timestamp(seconds: 1_700_000_000)
    private var journal: Journal { migration.journal }

    /// Plans many lanes with two events each.
    init() throws {
        migration = try TestMigration()
        try migration.take([Small.workspace])
        try migration.store.plan { session in
            let bot = try session.account("@bot:x", kind: .bot, name: "")
            for number in 0..<Self.lanes {
                let room = try session.number(of: Small.key(.channel, "\(number)"))
                let lane = try session.lane(.room, key: room, rank: 10, name: "")
                for word in ["a", "b"] {
                    let key = try session.number(of: Small.key(.message, "\(number)\(word)"))
                    try session.append(
                        PlannedOperation(.sendEvent, key: key, sender: bot.id, room: room, timestamp: now),
                        to: lane)
                }
            }
        }
    }

    private func batches() throws -> [[FerryStore.Operation]] {
        try journal.openLanes().map { try journal.operations(lane: $0.id, limit: 10) }
    }

    private func count(_ state: FerryStore.Operation.State) throws -> Int {
        try journal.counts().values.reduce(0) { $0 + ($1[state] ?? 0) }
    }

    @Test("has noted what a lane asked for when the call returns, however many lanes ask at once")
    func together() async throws {
        let writer = JournalWriter(migration.store)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (number, batch) in try batches().enumerated() {
                group.addTask { [journal, now] in
                    try await writer.claim(batch[0], at: now)
                    #expect(try journal.outcome(key: batch[0].keyNumber, part: "")?.state == .claimed)
                    try await writer.settle(batch[0], result: "$\(number)", thenClaim: batch[1], at: now)
                    #expect(try journal.outcome(key: batch[0].keyNumber, part: "")?.result == "$\(number)")
                    #expect(try journal.outcome(key: batch[1].keyNumber, part: "")?.state == .claimed)
                }
            }
            try await group.waitForAll()
        }
        #expect(try count(.done) == Self.lanes)
        #expect(try count(.claimed) == Self.lanes)
    }

    @Test("refuses an event id that is taken to the one who brings it, and keeps what others noted meanwhile")
    func swallowed() async throws {
        let writer = JournalWriter(migration.store)
        let all = try batches()
        try await writer.settle(all[0][0], result: "$taken", thenClaim: nil, at: now)
        let refused = try await withThrowingTaskGroup(of: Int?.self) { group in
            for (number, batch) in all.enumerated().dropFirst() {
                group.addTask { [now] in
                    let result = number % 10 == 5 ? "$taken" : "$\(number)"
                    do {
                        try await writer.settle(batch[0], result: result, thenClaim: batch[1], at: now)
                        return nil
                    } catch let failure as Failure where failure.kind == .bug {
                        return number
                    }
                }
            }
            return try await group.reduce(into: Set<Int>()) { if let number = $1 { $0.insert(number) } }
        }
        #expect(refused == [5, 15, 25, 35])
        #expect(try count(.done) == Self.lanes - 4)
        // Nothing follows an event that was swallowed.
        #expect(try count(.claimed) == Self.lanes - 5)
    }

    @Test("tells every lane when the store cannot be written")
    func broken() async throws {
        let writer = JournalWriter(migration.store)
        let all = try batches()
        try migration.store.write { try $0.execute(sql: "DROP TABLE operation") }
        let failed = await withTaskGroup(of: Bool.self) { group in
            for batch in all {
                group.addTask { [now] in
                    do {
                        try await writer.claim(batch[0], at: now)
                        return false
                    } catch { return error is Failure }
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(failed == Self.lanes)
    }
}
