// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import FerryStore
import MatrixClient
import MatrixEvents

/// Counts what people have written in a room since the migration filled it.
struct RollbackGuard: Sendable {
    let homeserver: Homeserver
    /// The homeserver as an administrator sees it, who can read every room.
    let admin: Homeserver?
    let journal: Journal

    private static let types = ["m.room.message", "m.sticker", "m.room.encrypted"]
    private static let pageSize = 1000

    /// How many messages of a room are not the migration's; `nil` if nobody we may act for can read it.
    func messages(in removal: Removal) async throws -> Int? {
        guard admin == nil else { return try await count(removal.target, as: .appservice) }
        // The one that made the room is mostly still in it; in a direct room only the two people are.
        let members = try removal.lane.map { try journal.members(lane: $0) } ?? []
        for reader in [.appservice] + members.map({ Masquerade($0) }) {
            if let count = try await count(removal.target, as: reader) { return count }
        }
        return nil
    }

    private func count(_ room: String, as reader: Masquerade) async throws -> Int? {
        var count = 0
        var token: String?
        repeat {
            let from = token
            let reading = try await homeserver.read { homeserver in
                if let admin {
                    return await admin.anyMessages(
                        in: room, from: from, .backwards, limit: Self.pageSize, types: Self.types)
                }
                return await homeserver.messages(
                    in: room, from: from, .backwards, limit: Self.pageSize, types: Self.types, as: reader)
            }
            switch reading {
            case .refused(let refusal) where refusal.isNotFound && admin != nil: return 0
            case .refused: return nil
            case .found(let page):
                for event in page.events where try !isOurs(event) { count += 1 }
                token = page.next
            }
        } while token != nil
        return count
    }

    private func isOurs(_ event: JSONElement) throws -> Bool {
        if let content = event["content"], let marker = Marker(in: content) {
            return marker.migration == journal.migration
        }
        // What was deleted, as planned or by people, has lost its marker.
        guard let id = event["event_id"]?.string else { return false }
        return try journal.operation(event: id) != nil
    }
}
