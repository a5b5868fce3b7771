// SPDX-License-Identifier: Apache-2.0
internal import FerryImport

/// A way to save what Webex's API answers; all hold the same objects, in different files.
enum WebexFrontEnd: String, CaseIterable {
    /// The answers themselves, page after page.
    case rest = "REST dump"
    /// github.com/CiscoDevNet/webex-teams-archiver
    case archiver = "webex-teams-archiver"
    /// github.com/DJF3/Webex-Message-space-archiver
    case spaceArchiver = "Message-space-archiver"
    /// github.com/cisco-ce/webex-archives
    case webexArchives = "webex-archives"
    /// github.com/esachser/webexcrawler
    case crawler = "webexcrawler"

    /// What none of the ways can give: the API answers nothing about reactions and pins.
    static let neverHeld: [Capability] = [.reactions, .pins]

    /// What a tool never saves, whatever its settings; the answers themselves may hold it all.
    var lacks: [Capability] {
        switch self {
        case .rest: []
        case .archiver, .spaceArchiver, .webexArchives, .crawler:
            [.deletions, .memberships, .roster, .othersConversations]
        }
    }
}
