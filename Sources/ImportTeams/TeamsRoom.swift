// SPDX-License-Identifier: Apache-2.0
internal import FerryJSON
internal import FerryModel

/// A channel or chat, put together from its description and its messages.
struct TeamsRoom {
    let id: String
    /// The team of a channel; `nil` for chats.
    var team: String?
    /// What its description states; `nil` while only messages are known.
    var kind: Channel.Kind?
    var name = ""
    var topic = ""
    var createdAt: TeamsTime?
    var creator: String?
    var isArchived = false
    /// When it last got a name, as its messages say.
    var renamedAt: TeamsTime?
    /// Whether there is a list of its own members.
    var hasMemberList = false
    var presence: [String: TeamsPresence] = [:]

    init(id: String) {
        self.id = id
    }

    /// Whether it is a chat, by the form of its id.
    var isChat: Bool {
        team == nil && !id.hasSuffix("@thread.tacv2") && !id.hasSuffix("@thread.skype")
    }

    /// The kind that is stated, else the one that the id's form gives away.
    var shownKind: Channel.Kind {
        if let kind { return kind }
        guard isChat else { return .unknown }
        if id.hasSuffix("@unq.gbl.spaces") || id.hasPrefix("48:") { return .direct }
        return id.hasPrefix("19:meeting_") ? .meeting : .group
    }

    /// Takes what a chat states about itself.
    mutating func describe(chat: JSONElement) {
        kind =
            switch chat.text(.chatType)?.lowercased() {
            case "oneonone": .direct
            case "meeting": .meeting
            case "group": .group
            default: shownKind
            }
        name = chat.text(.topic) ?? name
        createdAt = chat.moment(.createdDateTime) ?? createdAt
        if let organizer = chat.object(.onlineMeetingInfo)?.object(.organizer).flatMap(
            TeamsIdentity.init(user:))
        {
            creator = organizer.id
        }
    }

    /// Takes what a channel states about itself.
    mutating func describe(channel: JSONElement) {
        kind =
            switch channel.text(.membershipType)?.lowercased() {
            case "private", "shared": .private
            default: .public
            }
        name = channel.text(.displayName) ?? name
        topic = channel.text(.description) ?? topic
        createdAt = channel.moment(.createdDateTime) ?? createdAt
        isArchived = isArchived || channel.isTrue(.isArchived)
    }

    /// The two people of a one-to-one chat, which its id names: `19:<one>_<other>@unq.gbl.spaces`.
    var peopleInId: [String] {
        guard id.hasSuffix("@unq.gbl.spaces"), id.hasPrefix("19:") else { return [] }
        return id.dropFirst(3).prefix { $0 != "@" }.split(separator: "_").map(String.init)
            .filter { TeamsIdentity.isDirectoryId($0) }.map(TeamsIdentity.normal)
    }
}
