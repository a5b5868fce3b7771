// SPDX-License-Identifier: Apache-2.0
import FerryModel

/// What a rollback says to people.
enum RollbackText {
    private static let shown = 20

    /// What would go.
    static func survey(_ summary: RollbackSummary, hasAdmin: Bool) -> String {
        var lines = ["a rollback would remove:", figures(summary)]
        if !hasAdmin {
            lines.append(
                "  without an administrator's token rooms are left by everybody and not deleted, and files stay"
            )
        }
        if summary.accountsKept > 0 {
            lines.append(
                "  \(summary.accountsKept) accounts that this migration has made stay; --people deactivates them"
            )
        }
        if summary.accounts > 0 {
            lines.append("  a deactivated account can never be made again, and no later upload can use it")
        }
        if !summary.written.isEmpty {
            lines.append(
                "people have written since in \(summary.written.count) rooms (--force removes them too):")
            lines += summary.written.prefix(shown).map { room in
                "  \(room.room)  \(room.messages.map { "\($0) messages" } ?? "cannot be read")"
            }
        }
        return (lines + ["nothing was removed; add --yes to do it"]).joined(separator: "\n")
    }

    /// What went.
    static func done(_ summary: RollbackSummary) -> String {
        var lines = ["rolled back:", figures(summary)]
        if !summary.left.isEmpty {
            lines.append(
                "\(summary.left.count) things stay on the homeserver (reports/rollback.json has them all):")
            lines += summary.left.prefix(shown).map { "  \($0.kind) \($0.target): \($0.reason)" }
        }
        lines.append("the plan can be carried out anew: `matrix-ferry plan`, `matrix-ferry upload`")
        return lines.joined(separator: "\n")
    }

    private static func figures(_ summary: RollbackSummary) -> String {
        "  \(summary.rooms) rooms, \(summary.spaces) spaces, \(summary.media) files, \(summary.devices) devices, "
            + "\(summary.accounts) accounts"
    }
}
