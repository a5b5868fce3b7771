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
    /// Where the appservice's user is not in the room, somebody who is in it reads, the operation's sender first: to who
    /// has left, the room ends where they left, and nothing that they do not see is proved to be missing.
    ///
    /// - Throws: `Failure.homeserverUnavailable` when the last known event itself is gone: then the homeserver
    ///   was put back to an earlier state, and sending on would tear a hole into the history.
    func event(of prepared: PreparedOperation) async throws -> String? {
        let operation = prepared.operation
        guard let member = try journal.reader(ofLane: operation.lane) else {
            return try await conclusion(of: prepared, as: .appservice)
        }
        let users = Self.distinct([operation.sender, member] + (try journal.members(lane: operation.lane)))
        for user in users {
            guard try await homeserver.isMember(user, of: prepared.room, deadline: patience) else { continue }
            return try await conclusion(of: prepared, as: Masquerade(user))
        }
        // Nobody is in the room, so the homeserver lets nobody send anything; what the sender saw is all there can be.
        let sight = try await sight(of: prepared, as: Masquerade(operation.sender)).value
        guard case .event(let id) = sight else { return nil }
        return id
    }

    private func conclusion(of prepared: PreparedOperation, as reader: Masquerade) async throws -> String? {
        switch try await sight(of: prepared, as: reader).required("the events of a room") {
        case .event(let id): return id
        case .nothing: return nil
        case .lostHistory: throw Self.lostHistory(prepared.room)
        }
    }

    /// What a reader sees of an operation.
    private enum Sight {
        /// The event that carries its marker.
        case event(String)
        /// No such event after the last one that is known to be there.
        case nothing
        /// Not even that one.
        case lostHistory
    }

    private func sight(of prepared: PreparedOperation, as reader: Masquerade) async throws -> Reading<Sight> {
        let operation = prepared.operation
        let marker = Marker(operation.key, part: operation.part, migration: journal.migration)
        let known = try journal.lastEvent(
            lane: operation.lane, before: operation.sequence, inRoom: operation.room)
        var token: String?
        repeat {
            let reading = try await homeserver.read(deadline: patience) {
                await $0.messages(
                    in: prepared.room, from: token, .backwards, limit: Self.pageSize, as: reader)
            }
            let page: EventPage
            switch reading {
            case .found(let found): page = found
            case .refused(let refusal): return .refused(refusal)
            }
            for event in page.events {
                if let content = event["content"], Marker(in: content) == marker,
                    let id = event["event_id"]?.string
                {
                    return .found(.event(id))
                }
                if let known, event["event_id"]?.string == known { return .found(.nothing) }
            }
            token = page.next
        } while token != nil
        return .found(known == nil ? .nothing : .lostHistory)
    }

    /// The first users, each once.
    private static func distinct(_ users: [String]) -> [String] {
        var seen: Set<String> = []
        return Array(users.filter { seen.insert($0).inserted }.prefix(readersTried))
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
        let joining = Set(waiting.values.filter { $0.type == "m.room.member" }.map(\.sender)).sorted()
        let users = Self.distinct(
            [try journal.reader(ofLane: lane.id)].compactMap(\.self) + (try journal.members(lane: lane.id))
                + joining)
        return try await adopt(&waiting, room: room, users: users, now: now)
    }

    // The appservice's user may have left, and the journal may not know; who is in the room sees what came after.
    private func adopt(
        _ waiting: inout [String: Operation], room: String, users: [String], now: Timestamp
    ) async throws -> Int {
        var found = 0
        var answers = 0
        if let count = try await adopt(&waiting, room: room, as: .appservice, now: now) {
            found += count
            answers += 1
        }
        var isWhole = false
        for user in users where !waiting.isEmpty && !isWhole {
            guard try await homeserver.isMember(user, of: room, deadline: patience),
                let count = try await adopt(&waiting, room: room, as: Masquerade(user), now: now)
            else { continue }
            found += count
            answers += 1
            isWhole = true
        }
        for user in users where !waiting.isEmpty && !isWhole && answers < 2 {
            guard let count = try await adopt(&waiting, room: room, as: Masquerade(user), now: now) else {
                continue
            }
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
