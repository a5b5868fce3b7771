// SPDX-License-Identifier: Apache-2.0
import FerryStore

/// Which users are ready to act, remembered so that the journal is not asked for every event.
actor Accounts {
    /// The device under which every user of the migration sends, until `close` removes it: with a device the
    /// homeserver remembers transaction ids over its own restarts.
    static let device = "MATRIXFERRY"

    private let journal: Journal
    private var ready: [Int64: String?] = [:]

    init(_ journal: Journal) { self.journal = journal }

    /// What is known of a user.
    enum Readiness: Sendable {
        /// It can act, from this device; `nil` on homeservers that let nobody make one.
        case ready(device: String?)
        case notYet
        case never
    }

    /// - Parameter isSeen: whether it shows itself to others, who shall see its name and picture at once.
    func readiness(of account: Int64, isSeen: Bool) throws -> Readiness {
        if let device = ready[account] { return .ready(device: device) }
        switch try journal.accountState(account, withProfile: isSeen) {
        case .done:
            let device = try journal.device(ofAccount: account)
            if isSeen { ready[account] = .some(device) }
            return .ready(device: device)
        case .wedged, .skipped: return .never
        case .ready, .claimed: return .notYet
        }
    }
}
