// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import FerryStore
import MatrixClient
import MatrixEvents

/// Reads one room from its first event to its last and compares each with the plan.
struct RoomReader: Sendable {
    let homeserver: Homeserver
    let journal: Journal

    private static let pageSize = 1000

    /// What one room has shown.
    struct Result: Sendable {
        var summary = VerifySummary()
        var differences: [VerifySummary.Difference] = []
    }

    func read(_ room: Journal.Room) async throws -> Result {
        guard let id = room.id else { return try missing(room) }
        var comparison = try comparison(room, id: id)
        let reader = Masquerade(try journal.reader(ofLane: room.lane.id))
        var token: String?
        repeat {
            let reading = try await homeserver.read {
                await $0.messages(in: id, from: token, .forwards, limit: Self.pageSize, as: reader)
            }
            guard let page = reading.value else { return unreadable(id) }
            for event in page.events { try take(event, of: room, into: &comparison) }
            token = page.next
        } while token != nil
        try comparison.finish()
        return Result(summary: comparison.summary, differences: comparison.differences)
    }

    private func comparison(_ room: Journal.Room, id: String) throws -> RoomComparison {
        let children = try journal.children(of: room).map { try ExpectedEvent($0, journal: journal) }
        var sequence: Int64 = 0
        return RoomComparison(room: id, anyOrder: children) {
            let batch = try journal.events(of: room, after: sequence, limit: Self.pageSize)
            sequence = batch.last?.sequence ?? sequence
            return try batch.map { try ExpectedEvent($0, journal: journal) }
        }
    }

    private func take(_ event: JSONElement, of room: Journal.Room, into comparison: inout RoomComparison)
        throws
    {
        guard let content = event["content"], let marker = Marker(in: content) else {
            return try takeUnmarked(event, into: &comparison)
        }
        // The creation event carries the room's own marker; the room was found by it.
        guard marker.migration == journal.migration, event["type"]?.string != "m.room.create" else { return }
        try comparison.take(event, marker: marker.id)
    }

    // People may write beside us; of events without a marker only our own, deleted, ones are ours.
    private func takeUnmarked(_ event: JSONElement, into comparison: inout RoomComparison) throws {
        guard event["unsigned"]?["redacted_because"] != nil, let id = event["event_id"]?.string,
            let operation = try journal.operation(event: id)
        else { return }
        let part = operation.part.isEmpty ? "redact" : "redact:" + operation.part
        let redaction = try journal.outcome(key: operation.keyNumber, part: part)
        try comparison.takeRedacted(
            ExpectedEvent(operation, journal: journal), isPlanned: redaction?.state == .done, event: id)
    }

    private func unreadable(_ room: String) -> Result {
        var result = Result()
        result.summary.unreadable = 1
        result.differences = [
            .init(
                verdict: .unreadable, room: room, event: "", source: "",
                what: "neither the appservice's user nor a member may read it")
        ]
        return result
    }

    /// A room that was never made: everything planned for it is missing.
    private func missing(_ room: Journal.Room) throws -> Result {
        var comparison = try comparison(room, id: room.lane.name)
        try comparison.finish()
        return Result(summary: comparison.summary, differences: comparison.differences)
    }
}
