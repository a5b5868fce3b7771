// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// What the id of a room in a `FileDump` says. Mattermost writes `private - town-hall - <26 letters and digits>`.
struct FileDumpRoom {
    /// The id to know the room by: Mattermost's own where it stands in the text, which survives renaming.
    let id: String
    /// Who can see the room.
    let kind: Channel.Kind
    /// The name inside the id.
    let name: String
    /// Whether the id has the form that Mattermost writes.
    let isOfMattermost: Bool
    /// Whether coming and going are visits, several a day, as in Persistent Chat.
    let isVisited: Bool

    init(_ text: String) {
        let text = text.trimmed
        isVisited = PersistentChatRoom.isAddress(text)
        let parts = text.split(separator: " - ", omittingEmptySubsequences: false)
        let kinds: [Substring: Channel.Kind] = [
            "public": .public, "private": .private, "direct": .direct, "group": .group,
        ]
        if parts.count >= 3, let kind = parts.first.flatMap({ kinds[$0] }), let last = parts.last,
            last.utf8.count == 26,
            last.utf8.allSatisfy({ (48...57).contains($0) || (97...122).contains($0) })
        {
            id = String(last)
            self.kind = kind
            name = parts.dropFirst().dropLast().joined(separator: " - ")
            isOfMattermost = true
        } else {
            id = text
            kind = .private
            name = isVisited ? PersistentChatRoom.name(text, uri: text) : text
            isOfMattermost = false
        }
    }
}
