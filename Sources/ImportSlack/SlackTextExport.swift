// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive
internal import FerryModel

/// The export of a single person's conversations as plain text, which Slack makes on request.
enum SlackTextExport {
    private static let folders: Set<Substring> = [
        "channels", "groups", "private_channels", "dms", "mpdms", "mpims",
    ]

    /// Refuses such an archive, with what to export instead: its lines have no ids and no time zone, so that nothing
    /// could be carried over exactly once.
    ///
    /// - Throws: `Failure.archiveInvalid`.
    static func refuse(_ archive: Archive) throws {
        var texts = 0
        for entry in archive.entries where !SlackPlace.isLitter(entry.name) {
            let names = entry.name.split(separator: "/")
            guard let last = names.last, !last.hasSuffix(".json") else { return }
            guard last.hasSuffix(".txt") else { continue }
            // Deeper down other systems have folders of these names: Mattermost's compliance export does.
            let isConversation = names.dropLast().prefix(2).contains { folders.contains($0) }
            if isConversation { texts += 1 } else if names.count < 3 { return }
        }
        guard texts > 0 else { return }
        throw Failure(
            .archiveInvalid, "this is Slack's text export of one person's conversations, which is not read",
            at: archive.path,
            remedy:
                "export as JSON: Settings & administration, Workspace settings, Import/Export data; for one"
                + " person's conversations use slackdump (docs/guide/slack.md)")
    }
}
