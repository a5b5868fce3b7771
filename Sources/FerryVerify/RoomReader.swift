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
    private static let readersTried = 20

    /// What a part of a room shows.
    struct Findings: Sendable {
        var differences: [VerifySummary.Difference] = []
        var lines: [ManifestLine] = []
        var members: [MemberChange] = []
    }

    /// Compares a room and tells what it shows, page by page; two pages are held at most.
    ///
    /// - Returns: the figures of the room.
    func read(
        _ room: Journal.Room, tell: (Findings) async throws -> Void
    ) async throws -> VerifySummary {
        var comparison = try comparison(room, id: room.id ?? room.lane.name)
        var members = RoomMembers(room: room.id ?? room.lane.name)
        if let id = room.id {
            let reader = try await reader(of: room, id: id)
            guard var page = try await page(of: id, from: nil, as: reader) else {
                return try await unreadable(id, tell)
            }
            while true {
                let token = page.next
                // On its way while this one is compared.
                async let following = token == nil ? nil : self.page(of: id, from: token, as: reader)
                for event in page.events {
                    let isOurs = try take(event, of: room, into: &comparison)
                    members.take(event, isOurs: isOurs)
                }
                try await tell(comparison.drain())
                guard token != nil else { break }
                guard let next = try await following else { return try await unreadable(id, tell) }
                page = next
            }
        }
        while try comparison.finishSome() { try await tell(comparison.drain()) }
        var end = comparison.drain()
        end.members = members.changes
        try await tell(end)
        var summary = comparison.summary
        summary.came = end.members.count { $0.isMember }
        summary.went = end.members.count - summary.came
        return summary
    }

    /// Who reads the room: where the appservice's user is not in it, the first member who still is. To a member who has
    /// left it would end where they left, and all that came after would count as missing.
    private func reader(of room: Journal.Room, id: String) async throws -> Masquerade {
        guard let member = try journal.reader(ofLane: room.lane.id) else { return .appservice }
        for user in [member] + (try journal.members(lane: room.lane.id)).prefix(Self.readersTried)
        where try await homeserver.isMember(user, of: id) {
            return Masquerade(user)
        }
        return Masquerade(member)
    }

    private func page(of room: String, from token: String?, as reader: Masquerade) async throws -> EventPage?
    {
        try await homeserver.read {
            await $0.messages(in: room, from: token, .forwards, limit: Self.pageSize, as: reader)
        }.value
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

    /// - Returns: whether the event is one of this migration.
    private func take(_ event: JSONElement, of room: Journal.Room, into comparison: inout RoomComparison)
        throws -> Bool
    {
        guard let content = event["content"], let marker = Marker(in: content) else {
            return try takeUnmarked(event, into: &comparison)
        }
        guard marker.migration == journal.migration else { return false }
        // The creation event carries the room's own marker; the room was found by it.
        if event["type"]?.string != "m.room.create" { try comparison.take(event, marker: marker.id) }
        return true
    }

    // People may write beside us; of events without a marker only our own, deleted, ones are ours.
    private func takeUnmarked(_ event: JSONElement, into comparison: inout RoomComparison) throws -> Bool {
        guard event["unsigned"]?["redacted_because"] != nil, let id = event["event_id"]?.string,
            let operation = try journal.operation(event: id)
        else { return false }
        let part = operation.part.isEmpty ? "redact" : "redact:" + operation.part
        let redaction = try journal.outcome(key: operation.keyNumber, part: part)
        try comparison.takeRedacted(
            ExpectedEvent(operation, journal: journal), isPlanned: redaction?.state == .done, event: event)
        return true
    }

    private func unreadable(
        _ room: String, _ tell: (Findings) async throws -> Void
    ) async throws -> VerifySummary {
        var summary = VerifySummary()
        summary.unreadable = 1
        let difference = VerifySummary.Difference(
            verdict: .unreadable, room: room, event: "", source: "",
            what: "neither the appservice's user nor a member may read it")
        try await tell(Findings(differences: [difference]))
        return summary
    }
}
