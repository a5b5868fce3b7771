// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryStore
import MatrixClient

/// Finds out what there is to take away: what the journal shows as made by this migration, and nothing else.
struct RollbackSurvey: Sendable {
    let homeserver: Homeserver
    let admin: Homeserver?
    let journal: Journal
    let server: String
    let clock: ClientClock

    /// How long the creation of a room may still be at work whose answer was lost.
    private static let patience: Int64 = 30

    /// Everything, in the order it goes: rooms, spaces, files, lists of direct rooms, devices, accounts.
    func removals(_ options: RollbackOptions) async throws -> [Removal] {
        var removals = try await rooms()
        if admin != nil {
            let media = try journal.mediaMade(avatars: options.deactivatesAccounts)
            removals += media.map { Removal(.media, $0) }
        }
        removals += try journal.accountDataMerged().map { data in
            var removal = Removal(.accountData, data.user)
            removal.name = data.type
            return removal
        }
        removals += try journal.accountsWithDevice().map { Removal(.device, $0) }
        if options.deactivatesAccounts {
            removals += try journal.accountsMade().map { Removal(.account, $0) }
        }
        return removals
    }

    private func rooms() async throws -> [Removal] {
        var removals = try journal.stumps().map { Removal(.room, $0) }
        for creation in try journal.creations() {
            guard let room = try await room(creation) else { continue }
            var removal = Removal(.room, room)
            removal.name = creation.lane.name
            removal.lane = creation.lane.id
            removal.alias = creation.alias
            removal.isSpace = creation.lane.kind == .space
            removals.append(removal)
        }
        return removals
    }

    /// The id of a room; by its alias where the answer to its creation was lost.
    private func room(_ creation: Journal.Creation) async throws -> String? {
        if let room = creation.room { return room }
        let due = (creation.claimedAt?.milliseconds ?? 0) / 1000 + Self.patience
        // No longer than that, wherever the clock has been set to since.
        let end = clock.now() + .seconds(min(Self.patience, due - clock.date()))
        while true {
            let alias = "#\(creation.alias):\(server)"
            if let target = try await homeserver.read({ await $0.resolveAlias(alias) }).value {
                return target.room
            }
            guard clock.now() < end else { return nil }
            do { try await clock.sleep(.seconds(1)) } catch {
                throw Failure(.paused, "interrupted", remedy: "run the same command again")
            }
        }
    }
}
