// SPDX-License-Identifier: Apache-2.0
public import FerryModel
public import FerryStore
public import Logging
public import MatrixClient

/// Takes away what a migration has made on the homeserver, and nothing else.
///
/// What is to go is put down first; each removal does no harm when it is repeated, and is noted when it is done. So it
/// can be ended at any moment and run again. When all is gone the operations are sent back, and the plan can be
/// carried out anew.
public struct Rollback: Sendable {
    private let homeserver: Homeserver
    private let admin: Homeserver?
    private let journal: Journal
    private let server: String
    private let clock: ClientClock
    private let options: RollbackOptions
    private let lease: LeaseKeeper

    private static let width = 4
    private static let patience: Duration = .seconds(300)

    /// - Parameters:
    ///   - homeserver: with the appservice's token.
    ///   - admin: the same with an administrator's token; without it rooms are left, not deleted, and files stay.
    ///   - server: the homeserver's name, the part of ids after the colon.
    ///   - bot: the localpart of the appservice's own user.
    public init(
        store: Store, homeserver: Homeserver, admin: Homeserver?, server: String, bot: String,
        options: RollbackOptions, clock: ClientClock = .system,
        logger: Logger = Logger(label: "matrix-ferry") { _ in SwiftLogNoOpLogHandler() }
    ) {
        journal = Journal(store)
        self.homeserver = homeserver
        self.admin = admin
        self.server = server
        self.options = options
        self.clock = clock
        lease = LeaseKeeper(
            store: store, homeserver: homeserver, user: "@\(bot):\(server)", clock: clock,
            patience: Self.patience, logger: logger)
    }

    /// Says what would go and where people have written since; only reads.
    ///
    /// - Throws: `Failure`: `notAllowed` when a token is rejected, `homeserverUnavailable` when the homeserver does not
    ///   answer for too long, `configuration` when accounts shall go and there is no administrator's token.
    public func survey() async throws -> RollbackSummary {
        try await survey(all()).summary
    }

    /// Takes everything away.
    ///
    /// - Parameter onProgress: hears how much of it is gone.
    /// - Throws: like `survey`; `configuration` too when people have written since and nothing is forced, and `busy`
    ///   when a copy of the migration is at work, or was after this one.
    public func run(onProgress: @Sendable (_ done: Int, _ total: Int) -> Void) async throws -> RollbackSummary
    {
        try await lease.hold(takesOver: options.isForced) { try await takeAway(onProgress) }
    }

    private func takeAway(
        _ onProgress: @Sendable (_ done: Int, _ total: Int) -> Void
    ) async throws -> RollbackSummary {
        let removals = try await all()
        let survey = try await survey(removals)
        if !options.isForced, !survey.summary.written.isEmpty { throw Self.refusal(survey.summary.written) }
        try journal.begin(removals, retryingLeft: admin != nil)
        var summary = try await carryOut(survey.summary, onProgress)
        summary.left = try journal.removals(in: .left).map {
            .init(kind: $0.kind.rawValue, target: $0.target, reason: $0.note)
        }
        try journal.finishRollback()
        summary.isDryRun = false
        summary.isComplete = true
        return summary
    }

    // MARK: Looking

    private func all() async throws -> [Removal] {
        guard admin != nil || !options.deactivatesAccounts else {
            throw Failure(
                .configuration, "accounts can only be deactivated with an administrator's token",
                remedy: "name its file with --admin-token-file, or leave --people out")
        }
        if let admin { try await prove(admin) }
        return try await RollbackSurvey(
            homeserver: homeserver, admin: admin, journal: journal, server: server, clock: clock
        ).removals(options)
    }

    private func prove(_ admin: Homeserver) async throws {
        let refusal: Refusal
        switch await admin.proveAdmin() {
        case .tokenRejected(let reason), .refused(let reason): refusal = reason
        default: return
        }
        throw Failure(
            .notAllowed, "the homeserver does not take the token for an administrator's: \(refusal)",
            remedy:
                "check the file that --admin-token-file names; without it rooms are left instead of deleted")
    }

    private func survey(_ removals: [Removal]) async throws -> (summary: RollbackSummary, open: Int) {
        var summary = RollbackSummary()
        summary.migration = journal.migration
        summary.isDryRun = true
        let gone = Set(try journal.removals(in: .done).map { $0.kind.rawValue + $0.target })
        let kept = admin == nil ? [] : try journal.removals(in: .left)
        let open = kept + removals.filter { !gone.contains($0.kind.rawValue + $0.target) }
        for removal in removals + kept { Self.count(removal, in: &summary) }
        let made = try journal.accountsMade().count
        summary.accountsKept = made - summary.accounts
        let guarding = RollbackGuard(homeserver: homeserver, admin: admin, journal: journal)
        let rooms = open.filter { $0.kind == .room && $0.lane != nil && $0.state == .planned }
        let counts = try await BoundedGroup.map(rooms, width: Self.width) { room in
            RollbackSummary.Written(room: room.target, messages: try await guarding.messages(in: room))
        }
        // A room that was begun cannot be read any more, and was looked at before it was begun.
        let isBegun = try journal.isRollbackUnfinished()
        summary.written = counts.filter { $0.messages.map { $0 > 0 } ?? !isBegun }
        return (summary, open.count)
    }

    private static func count(_ removal: Removal, in summary: inout RollbackSummary) {
        switch removal.kind {
        case .room where removal.isSpace: summary.spaces += 1
        case .room: summary.rooms += 1
        case .media: summary.media += 1
        case .accountData: summary.accountData += 1
        case .device: summary.devices += 1
        case .account: summary.accounts += 1
        }
    }

    private static func refusal(_ written: [RollbackSummary.Written]) -> Failure {
        let rooms = written.prefix(20).map { room in
            room.room + (room.messages.map { ": \($0)" } ?? ": cannot be read")
        }
        let more = written.count > 20 ? ", and \(written.count - 20) more" : ""
        return Failure(
            .configuration,
            "people have written in \(written.count) rooms since they were filled; nothing was removed",
            at: rooms.joined(separator: ", ") + more,
            remedy: "save what they wrote, then run again with --force, which deletes it with the rooms")
    }

    // MARK: Taking away

    private func carryOut(
        _ survey: RollbackSummary, _ onProgress: @Sendable (_ done: Int, _ total: Int) -> Void
    ) async throws -> RollbackSummary {
        let total = try journal.removals(in: .planned).count
        var done = 0
        // Spaces after the rooms in them, accounts after everything they are needed for.
        for kind in [Removal.Kind.room, .media, .accountData, .device, .account] {
            var last: Int64 = 0
            while true {
                let batch = try journal.removals(kind, in: .planned, after: last, limit: 64)
                guard let end = batch.last else { break }
                last = end.id
                _ = try await BoundedGroup.map(batch, width: Self.width) { removal in
                    let (state, note) = try await remove(removal)
                    try journal.settle(removal, state, note: note)
                }
                done += batch.count
                onProgress(done, total)
            }
        }
        return survey
    }

    private func remove(_ removal: Removal) async throws -> (state: Removal.State, note: String) {
        try await lease.check()
        switch removal.kind {
        case .room:
            return try await RollbackRoom(
                homeserver: homeserver, admin: admin, journal: journal, server: server, clock: clock
            ).remove(removal)
        case .media:
            guard let admin, let address = MediaAddress(removal.target) else { return (.left, "no file") }
            return Self.outcome(try await admin.read { await $0.purgeMedia(address) })
        case .accountData: return try await cleanAccountData(removal)
        case .device:
            let user = removal.target
            return Self.outcome(
                try await homeserver.read { await $0.deleteDevice(Accounts.device, of: user) })
        case .account: return try await deactivate(removal.target)
        }
    }

    private func cleanAccountData(_ removal: Removal) async throws -> (state: Removal.State, note: String) {
        let user = removal.target
        let reading = try await homeserver.read { await $0.accountData(removal.name, of: user) }
        guard let present = reading.value else { return (.done, "") }
        let rest = try AccountDataMerge.without(present) { try journal.isRemoved(room: $0) }
        guard rest != present else { return (.done, "") }
        return Self.outcome(
            try await homeserver.read { await $0.putAccountData(removal.name, rest, of: user) })
    }

    private func deactivate(_ user: String) async throws -> (state: Removal.State, note: String) {
        guard let admin else { return (.left, "no administrator's token") }
        // Whoever has logged in since owns the account now.
        let devices = try await admin.read { await $0.devices(of: user) }.value ?? []
        guard devices.allSatisfy({ $0 == Accounts.device }) || options.isForced else {
            return (.left, "somebody has logged in to it")
        }
        return Self.outcome(try await admin.read { await $0.deactivate(user) })
    }

    private static func outcome(_ reading: Reading<Void>) -> (state: Removal.State, note: String) {
        switch reading {
        case .found: (.done, "")
        case .refused(let refusal) where refusal.isNotFound: (.done, "")
        case .refused(let refusal): (.left, refusal.description)
        }
    }
}
