// SPDX-License-Identifier: Apache-2.0
internal import FerryImport
internal import FerryJSON
internal import FerryModel

/// When one person was in one space, as far as its messages, lists and events say.
struct WebexPresence {
    /// Whether a list names the person as a member.
    var isListed = false
    var isModerator = false
    var joined: Timestamp?
    /// The event that told of the last coming; `nil` where only a list did.
    var joinEvent: WebexJoin?
    var left: Timestamp?
    var lastSeen: Timestamp?

    /// Whether nothing but messages speaks for a membership.
    var isGuess: Bool { !isListed && joined == nil && left == nil }

    /// The membership; `listsAll` says that whoever is on no list is no member.
    func membership(of channel: ChannelKey, _ person: PersonKey, listsAll: Bool) -> Membership {
        let hasLeft = left.map { $0 >= joined ?? $0 } ?? false
        let isMember = isListed || (!listsAll && !hasLeft)
        let end = hasLeft ? left : [lastSeen, joined].compactMap { $0 }.max()
        return Membership(
            channel: channel, person: person, joinedAt: joined, leftAt: isMember ? nil : end,
            role: isModerator ? .moderator : .member)
    }
}

/// That somebody came into a space, as an event tells it.
struct WebexJoin {
    let event: String
    let time: Timestamp
    /// Who let the person in, if somebody else did.
    let actor: String?
}

/// A space, put together from its description and its messages.
struct WebexRoom {
    let id: String
    var team: String?
    var title = ""
    var description = ""
    var isDirect = false
    /// Whether only moderators let people in; `nil` where nothing says so.
    var isLocked: Bool?
    var isPublic = false
    var isReadOnly = false
    var isAnnouncementOnly = false
    var owner: String?
    var createdAt: Timestamp?
    var creator: String?
    /// Whether anything but its messages describes it.
    var isDescribed = false
    /// Whether there is a list of its members.
    var hasMemberList = false
    var presence: [String: WebexPresence] = [:]

    init(id: String) {
        self.id = id
    }

    /// Takes what the space states about itself.
    mutating func describe(_ room: JSONElement) {
        title = room.text("title") ?? title
        description = room.text("description") ?? description
        isDirect = isDirect || room.text("type") == "direct"
        isLocked = room["isLocked"]?.bool ?? isLocked
        isPublic = isPublic || room.isTrue("isPublic")
        isReadOnly = isReadOnly || room.isTrue("isReadOnly")
        isAnnouncementOnly = isAnnouncementOnly || room.isTrue("isAnnouncementOnly")
        team = room.id("teamId")?.value ?? team
        owner = room.id("ownerId")?.value ?? owner
        creator = room.id("creatorId")?.value ?? creator
        createdAt = room.moment("created") ?? createdAt
        isDescribed = true
    }

    /// Who can see it. Members of a team may enter its spaces unless those are moderated.
    /// Source: https://help.webex.com/article/gw1w6c
    var kind: Channel.Kind {
        if isDirect { return .direct }
        guard isDescribed else { return .unknown }
        return isPublic || (team != nil && isLocked == false) ? .public : .private
    }
}
