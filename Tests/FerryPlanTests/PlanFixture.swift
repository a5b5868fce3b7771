// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import FerryPlan
import FerryStore
import FerryTestRecords

/// A migration with records, and what a plan makes of it.
struct PlanFixture {
    let migration: TestMigration
    var options = PlanOptions(server: "x.org", bot: "ferry", migration: TestMigration.id)
    var mapping = PeopleMapping.empty
    var rooms = RoomMapping.empty

    init() throws { migration = try TestMigration() }

    init(_ records: [Record], entries: [String: [UInt8]] = [:]) throws {
        try self.init()
        try migration.take(records, entries: entries)
    }

    var journal: Journal { migration.journal }

    @discardableResult func plan() throws -> Planner.Outcome {
        try Planner.plan(migration.store, options: options, mapping: mapping, rooms: rooms)
    }

    /// The operations that are ready or in doubt, lane by lane in the order they are to be carried out.
    func lanes() throws -> [(lane: Lane, operations: [Operation])] {
        try journal.openLanes().map { ($0, try journal.operations(lane: $0.id, limit: 100_000)) }
    }

    /// The operations of the room of a channel.
    func room(_ id: String) throws -> [Operation] {
        try lanes().first {
            $0.lane.kind == .room && $0.operations.first?.key.id == id || $0.lane.name == id
        }?
        .operations ?? []
    }

    /// Everything that is to be carried out, as text.
    func dump() throws -> String {
        try lanes().map { lane, operations in
            "\(lane.kind.rawValue) \(lane.name)\n" + operations.map { Self.line($0) }.joined(separator: "\n")
        }.joined(separator: "\n")
    }

    static func line(_ operation: Operation) -> String {
        [
            operation.kind.rawValue, operation.key.text, operation.part, operation.sender,
            operation.timestamp.map { "\($0.milliseconds)" } ?? "now", operation.type,
            operation.stateKey ?? "-",
            operation.payload,
        ].joined(separator: " | ")
    }

    /// Marks operations as done, as an upload would: the first `count` of a lane.
    func carry(_ count: Int = .max, in id: String) throws {
        for operation in try room(id).prefix(count) { try settle(operation) }
    }

    func settle(_ operation: Operation) throws {
        let sign = operation.kind == .createRoom ? "!" : "$"
        try journal.settle(
            operation, result: "\(sign)\(operation.id)", thenClaim: nil, at: Timestamp(seconds: 0))
    }

    /// Marks everything as done.
    func carryAll() throws {
        for (lane, operations) in try lanes() {
            for operation in operations { try settle(operation) }
            try journal.finish(lane: lane.id)
        }
    }
}

extension Operation {
    /// The content as planned.
    var content: JSONValue { (try? JSONValue(parsing: payload)) ?? [:] }
    /// What is said, or what is stated of a state, in one word.
    var words: String {
        let said = content["body"]?.string ?? content["membership"]?.string ?? content["topic"]?.string
        return said ?? content["name"]?.string ?? content["m.relates_to"]?["key"]?.string ?? type
    }
    /// Seconds since 1970.
    var seconds: Int64? { timestamp.map { $0.milliseconds / 1000 } }
    /// `sender words`, without server.
    var summary: String { "\(sender.dropFirst().prefix { $0 != ":" }) \(words)" }
}
