// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import FerryStore
import MatrixEvents

/// What the homeserver must hold for one operation.
struct ExpectedEvent: Sendable {
    let operation: Operation
    let marker: String
    let content: JSONValue
    let stateKey: String?

    /// The source key and part, for the report.
    var source: String {
        operation.part.isEmpty ? operation.key.text : operation.key.text + " " + operation.part
    }

    init(_ operation: Operation, journal: Journal) throws {
        let marker = Marker(operation.key, part: operation.part, migration: journal.migration)
        self.operation = operation
        self.marker = marker.id
        var content = try Template.filled(JSONValue(parsing: operation.payload)) {
            try Self.value($0, journal: journal)
        }
        content[Marker.name] = marker.value
        self.content = content
        guard let key = operation.stateKey, key.hasPrefix("{") else {
            stateKey = operation.stateKey
            return
        }
        stateKey = try Template.filled(JSONValue(parsing: key)) { try Self.value($0, journal: journal) }
            .string
    }

    // What was never carried out has no value; the comparison then says so by itself.
    private static func value(_ hole: Template.Hole, journal: Journal) throws -> String {
        let outcome =
            switch hole {
            case .event(let key): try journal.outcome(key: key, part: "")
            case .part(let key, let part): try journal.outcome(key: key, part: part)
            case .room(let key): try journal.outcome(key: key, part: "room")
            case .media(let key): try journal.outcome(key: key, part: "reserve")
            }
        return outcome?.result ?? ""
    }

    /// What of an event on the homeserver is not as planned; empty if all of it is.
    func differences(from event: JSONElement) -> [String] {
        var differences: [String] = []
        if event["sender"]?.string != operation.sender { differences.append("sender") }
        if event["type"]?.string != operation.type { differences.append("type") }
        if event["state_key"]?.string != stateKey { differences.append("state_key") }
        if let time = operation.timestamp, event["origin_server_ts"]?.int64 != max(time.milliseconds, 0) {
            differences.append("time")
        }
        if let id = operation.result, event["event_id"]?.string != id { differences.append("event_id") }
        return differences + contentDifferences(event["content"]?.value ?? [:])
    }

    private func contentDifferences(_ actual: JSONValue) -> [String] {
        let mayHaveMore = operation.type == "m.room.member"
        var keys = Set(content.members.keys)
        // The homeserver adds the profile, and who authorised a join, to memberships; to nothing else.
        if !mayHaveMore { keys.formUnion(actual.members.keys) }
        return keys.filter { content[$0] != actual[$0] }.sorted().map { "content." + $0 }
    }
}
