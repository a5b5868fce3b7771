// SPDX-License-Identifier: Apache-2.0
import FerryModel
public import FerryStore
public import Logging
public import MatrixClient

/// Removes the devices under which a migration sent, once nothing will be sent any more: people would wonder about
/// them. With a device goes what the homeserver remembers of its transaction ids.
public struct DeviceRemoval: Sendable {
    private let journal: Journal
    private let homeserver: Homeserver
    private let lease: LeaseKeeper

    /// Removes with the appservice's token.
    ///
    /// - Parameter user: the id of the appservice's own user.
    public init(
        store: Store, homeserver: Homeserver, user: String, clock: ClientClock = .system,
        logger: Logger = Logger(label: "matrix-ferry") { _ in SwiftLogNoOpLogHandler() }
    ) {
        journal = Journal(store)
        self.homeserver = homeserver
        lease = LeaseKeeper(
            store: store, homeserver: homeserver, user: user, clock: clock, patience: .seconds(300),
            logger: logger)
    }

    /// Removes all of them; does no harm when it is repeated.
    ///
    /// - Parameter isAllowed: asked before, when no copy of the migration can change anything any more.
    /// - Returns: how many accounts have no such device any more, and how many the homeserver refused to change; `nil` if
    ///   it was not allowed.
    /// - Throws: `Failure`: `notAllowed` when the token is rejected, `homeserverUnavailable` when the homeserver does
    ///   not answer for too long, `busy` when a copy of the migration is at work, or was after this one.
    public func run(
        if isAllowed: () async throws -> Bool = { true }
    ) async throws -> (removed: Int, refused: Int)? {
        try await lease.hold(takesOver: false) { try await isAllowed() ? try await remove() : nil }
    }

    private func remove() async throws -> (removed: Int, refused: Int) {
        let refusals = try await BoundedGroup.map(try journal.accountsWithDevice(), width: 8) { user in
            try await lease.check()
            guard
                case .refused(let refusal) = try await homeserver.read({
                    await $0.deleteDevice(Accounts.device, of: user)
                })
            else { return false }
            return !refusal.isNotFound
        }
        let refused = refusals.count { $0 }
        return (refusals.count - refused, refused)
    }
}
