// SPDX-License-Identifier: Apache-2.0
internal import FerryJSON
internal import FerryModel

/// A channel or chat, put together from its description and its messages.
struct TeamsRoom: Hashable {
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
    /// Whether its description says whether it is archived.
    var statesArchived = false
    /// The last name its messages give it, and when.
    var rename = ""
    var renamedAt: TeamsTime?
    /// Whether there is a list of its own members.
    var hasMemberList = false
    /// Whether that list ends before its members do.
    var isMemberListCut = false
    var presence: [String: TeamsPresence] = [:]

    init(id: String) {
        self.id = id
    }

    /// Whether it is a chat, by the form of its id.
    var isChat: Bool { team == nil && Self.isChat(id) }

    /// Whether an id is one of a chat, by its form.
    static func isChat(_ id: String) -> Bool {
        !id.hasSuffix("@thread.tacv2") && !id.hasSuffix("@thread.skype")
    }

    /// The kind that is stated, else the one that the id's form gives away.
    var shownKind: Channel.Kind {
        if let kind { return kind }
        guard isChat else { return .unknown }
        if id.hasSuffix("@unq.gbl.spaces") || id.hasPrefix("48:") { return .direct }
        return id.hasPrefix("19:meeting_") ? .meeting : .group
    }

    /// The name that its description states, else the last one that its messages give.
    var shownName: String {
        if !name.isEmpty { return name }
        if isChat { return kind == nil ? rename : "" }
        if !rename.isEmpty { return rename }
        let short = id.hasPrefix("19:") ? id.dropFirst(3) : id[...]
        return "Channel " + short.prefix { $0 != "@" }.prefix(8)
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
        statesArchived = statesArchived || channel[.isArchived] != nil
    }

    /// Takes a name that a message gives; the last one counts.
    mutating func rename(_ name: String, at time: TeamsTime) {
        guard renamedAt.map({ $0 < time }) ?? true else { return }
        (rename, renamedAt) = (name, time)
    }

    /// Takes what is known of the same channel or chat from other files.
    mutating func merge(_ other: TeamsRoom) {
        team = team ?? other.team
        kind = other.kind ?? kind
        name = other.name.isEmpty ? name : other.name
        topic = other.topic.isEmpty ? topic : other.topic
        createdAt = other.createdAt ?? createdAt
        creator = other.creator ?? creator
        isArchived = isArchived || other.isArchived
        statesArchived = statesArchived || other.statesArchived
        if let time = other.renamedAt { rename(other.rename, at: time) }
        hasMemberList = hasMemberList || other.hasMemberList
        isMemberListCut = isMemberListCut || other.isMemberListCut
        for (person, presence) in other.presence {
            self.presence[person, default: TeamsPresence()].merge(presence)
        }
    }

    /// The two people of a one-to-one chat, which its id names: `19:<one>_<other>@unq.gbl.spaces`.
    var peopleInId: [String] {
        guard id.hasSuffix("@unq.gbl.spaces"), id.hasPrefix("19:") else { return [] }
        return id.dropFirst(3).prefix { $0 != "@" }.split(separator: "_").map(String.init)
            .filter { TeamsIdentity.isDirectoryId($0) }.map(TeamsIdentity.normal)
    }
}
