// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryStore
import MatrixClient

/// Takes one room away. Every request does no harm when it is repeated.
struct RollbackRoom: Sendable {
    let homeserver: Homeserver
    let admin: Homeserver?
    let journal: Journal
    let server: String
    let clock: ClientClock

    private static let attempts = 6
    private static let pollInterval: Duration = .milliseconds(300)

    /// What has become of the room.
    func remove(_ removal: Removal) async throws -> (state: Removal.State, note: String) {
        if let obstacle = try await removeAliases(of: removal) { return (.left, obstacle) }
        if let admin { return try await purge(removal.target, admin) }
        return try await abandon(removal)
    }

    /// Takes away the names that were given to the room; gives why one of them stays. Those that lead elsewhere by now
    /// are somebody else's.
    private func removeAliases(of removal: Removal) async throws -> String? {
        guard let lane = removal.lane else { return nil }
        for alias in try journal.aliases(lane: lane) {
            let target = try await homeserver.read { await $0.resolveAlias(alias) }
            guard target.value?.room == removal.target else { continue }
            let answer = try await homeserver.read { await $0.deleteAlias(alias, as: .appservice) }
            if case .refused(let refusal) = answer, !refusal.isNotFound {
                return "its alias could not be removed: \(refusal)"
            }
        }
        return nil
    }

    // MARK: With an administrator's token

    private func purge(_ room: String, _ admin: Homeserver) async throws -> (Removal.State, String) {
        var note = "the homeserver says that it has deleted it, and still has it"
        for attempt in 1...Self.attempts {
            if try await isGone(room, admin) { return (.done, "") }
            let answer = try await admin.read { await $0.purgeRoom(room) }
            if case .refused(let refusal) = answer {
                // 404 for a room of which nothing but its name was ever made.
                if refusal.isNotFound { return (.done, "") }
                note = refusal.description
            }
            var status: PurgeStatus?
            repeat {
                try await pause(Self.pollInterval)
                status = try await admin.read { await $0.purgeStatus(room) }.value
            } while status?.isRunning == true
            if let error = status?.error { note = "the homeserver failed to delete it: \(error)" }
            if try await isGone(room, admin) { return (.done, "") }
            // Deletions disturb each other on a busy database, and succeed the next time.
            try await pause(Self.pollInterval * (1 << attempt))
        }
        return (.left, note)
    }

    private func pause(_ duration: Duration) async throws {
        do { try await clock.sleep(duration) } catch { throw Self.interrupted }
    }

    private func isGone(_ room: String, _ admin: Homeserver) async throws -> Bool {
        guard case .refused(let refusal) = try await admin.read({ await $0.findRoom(room) }) else {
            return false
        }
        return refusal.isNotFound
    }

    private static let interrupted = Failure(.paused, "interrupted", remedy: "run the same command again")

    // MARK: With nothing but the appservice's

    private func abandon(_ removal: Removal) async throws -> (Removal.State, String) {
        if let alias = removal.alias {
            let name = "#\(alias):\(server)"
            let answer = try await homeserver.read { await $0.deleteAlias(name, as: .appservice) }
            if case .refused(let refusal) = answer, !refusal.isNotFound {
                return (.left, "its alias could not be removed: \(refusal)")
            }
        }
        // The one that made it goes last: until then everything can be tried again.
        let members = try removal.lane.map { try journal.members(lane: $0) } ?? []
        _ = try await BoundedGroup.map(Array(members.dropLast()), width: 8) { member in
            try await leave(removal.target, as: Masquerade(member))
        }
        let maker = members.last.map { Masquerade($0) } ?? .appservice
        let others = try await homeserver.read { await $0.joinedMembers(of: removal.target, as: maker) }
        let strangers = others.value.map { Set($0).subtracting(members).count } ?? 0
        try await leave(removal.target, as: maker)
        let note = "empty, without alias, but still in the homeserver's database"
        return (.left, strangers > 0 ? "\(strangers) members who came by themselves are still in it" : note)
    }

    private func leave(_ room: String, as member: Masquerade) async throws {
        _ = try await homeserver.read { await $0.leave(room, as: member) }
        _ = try await homeserver.read { await $0.forget(room, as: member) }
    }
}
