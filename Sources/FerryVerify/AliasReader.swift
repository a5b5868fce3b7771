// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryStore
import MatrixClient

/// Asks the homeserver where aliases lead.
struct AliasReader: Sendable {
    let homeserver: Homeserver

    /// What is wrong with an alias; `nil` when it leads to its room.
    func read(_ alias: Journal.Alias) async throws -> VerifySummary.Difference? {
        let target = try await homeserver.read { await $0.resolveAlias(alias.alias) }
        switch target {
        case .found(let found) where found.room == alias.room: return nil
        case .found(let found):
            return difference(.different, alias, "the alias leads to \(found.room)")
        case .refused(let refusal) where refusal.isNotFound:
            return difference(.missing, alias, "the alias leads nowhere")
        case .refused(let refusal): return difference(.unreadable, alias, refusal.description)
        }
    }

    private func difference(
        _ verdict: VerifySummary.Verdict, _ alias: Journal.Alias, _ what: String
    ) -> VerifySummary.Difference {
        VerifySummary.Difference(
            verdict: verdict, room: alias.room, event: alias.alias, source: alias.source, what: what)
    }
}
