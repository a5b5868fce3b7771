// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import FerryStore
import MatrixClient
import MatrixEvents

/// Reads a room to learn whether an event is there: the only proof that outlives every memory of the homeserver.
struct ReadBack: Sendable {
    let homeserver: Homeserver
    let journal: Journal
    /// How long a homeserver that does not answer is asked again.
    let patience: Duration

    private static let pageSize = 100

    /// The id of the event that carries the operation's marker, looked for from the end of the room back to the
    /// last event that is known to be there; `nil` if it is not there.
    ///
    /// - Throws: `Failure.homeserverUnavailable` when the last known event itself is gone: then the homeserver
    ///   was put back to an earlier state, and sending on would tear a hole into the history.
    func event(of prepared: PreparedOperation) async throws -> String? {
        let operation = prepared.operation
        let marker = Marker(operation.key, part: operation.part, migration: journal.migration)
        let known = try journal.lastEvent(
            lane: operation.lane, before: operation.sequence, inRoom: operation.room)
        let reader = Masquerade(try journal.reader(ofLane: operation.lane))
        var token: String?
        repeat {
            let page = try await homeserver.read(deadline: patience) {
                await $0.messages(
                    in: prepared.room, from: token, .backwards, limit: Self.pageSize, as: reader)
            }.required("the events of a room")
            for event in page.events {
                if let content = event["content"], Marker(in: content) == marker {
                    return event["event_id"]?.string
                }
                if let known, event["event_id"]?.string == known { return nil }
            }
            token = page.next
        } while token != nil
        guard known == nil else { throw Self.lostHistory(prepared.room) }
        return nil
    }

    /// Finds what is already in a room that the journal does not know to be filled, and settles it: so a lost or
    /// older store never sends anything twice.
    ///
    /// Returns how many operations were found done.
    func adopt(lane: Lane, room: String, now: Timestamp) async throws -> Int {
        var waiting: [String: Operation] = [:]
        var sequence: Int64 = 0
        while true {
            let batch = try journal.operations(lane: lane.id, after: sequence, limit: 2_000)
            guard let last = batch.last else { break }
            sequence = last.sequence
            for operation in batch where operation.kind == .sendEvent || operation.kind == .putState {
                let marker = Marker(operation.key, part: operation.part, migration: journal.migration)
                waiting[marker.id] = operation
            }
        }
        // The appservice's user may have left, and the journal may not know; then a member knows what came after.
        var readers: [Masquerade] = [.appservice]
        if let member = try journal.reader(ofLane: lane.id) { readers.append(Masquerade(member)) }
        let present = try journal.members(lane: lane.id)
        let senders = Set(waiting.values.filter { $0.type == "m.room.member" }.map(\.sender)).sorted()
        readers += (present + senders).prefix(Self.readersTried).map { Masquerade($0) }
        var found = 0
        var answers = 0
        for reader in readers where !waiting.isEmpty && answers < 2 {
            guard let count = try await adopt(&waiting, room: room, as: reader, now: now) else { continue }
            found += count
            answers += 1
        }
        guard answers > 0 || waiting.isEmpty else { throw Self.unreadable(room) }
        return found
    }

    private static let readersTried = 20

    private static func unreadable(_ room: String) -> Failure {
        Failure(
            .notAllowed, "neither the appservice's user nor a member may read a room that is partly filled",
            at: room,
            remedy: "let the appservice's user into the room, then run the same command again")
    }

    /// Gives `nil` when this reader may not read the room.
    private func adopt(
        _ waiting: inout [String: Operation], room: String, as reader: Masquerade, now: Timestamp
    ) async throws -> Int? {
        var token: String?
        var found = 0
        repeat {
            let reading = try await homeserver.read(deadline: patience) {
                await $0.messages(in: room, from: token, .forwards, limit: 1000, as: reader)
            }
            guard let page = reading.value else { return nil }
            for event in page.events {
                guard let content = event["content"], let marker = Marker(in: content),
                    let operation = waiting.removeValue(forKey: marker.id), let id = event["event_id"]?.string
                else { continue }
                try journal.settle(operation, result: id, thenClaim: nil, at: now)
                try readdress(operation, content: content.value)
                found += 1
                if try adoptDeleted(by: operation, content, &waiting, now: now) { found += 1 }
            }
            token = page.next
        } while token != nil
        return found
    }

    /// An event that was deleted has lost its marker; its deletion says which it was. Sent again it would stand in the
    /// room as if it had never been deleted.
    private func adoptDeleted(
        by redaction: Operation, _ content: JSONElement, _ waiting: inout [String: Operation], now: Timestamp
    ) throws -> Bool {
        guard redaction.type == "m.room.redaction", redaction.part.hasPrefix("redact"),
            let target = content["redacts"]?.string
        else { return false }
        let part = String(redaction.part.dropFirst("redact:".count))
        let marker = Marker(redaction.key, part: part, migration: journal.migration)
        guard let deleted = waiting.removeValue(forKey: marker.id) else { return false }
        try journal.settle(deleted, result: target, thenClaim: nil, at: now)
        return true
    }

    private func readdress(_ operation: Operation, content: JSONValue) throws {
        guard operation.payload.contains("$media") else { return }
        for (hole, text) in Template.fillings(of: try JSONValue(parsing: operation.payload), in: content) {
            if case .media(let key) = hole { try journal.readdress(media: key, to: text) }
        }
    }

    private static func lostHistory(_ room: String) -> Failure {
        Failure(
            .homeserverUnavailable, "the homeserver no longer holds an event that it had confirmed", at: room,
            remedy:
                "it was probably put back from a backup: run `matrix-ferry verify` and do not upload before"
                + " you know what is missing")
    }
}
