// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryStore
import MatrixEvents

/// Rooms that a person makes: where access rules let only the two people of a direct room in, ever.
extension Planner {
    /// Who makes a room instead of the appservice's user.
    struct Owner {
        let account: Int64
        let user: UserID
        /// Whether the owner can still act in it, as far as earlier uploads know.
        let isPresent: Bool
    }

    /// The person who makes the room of a direct message under access rules; `nil` for every other room, and where more
    /// than two people have been in it: that one is made as a room that only its members enter.
    func owner(of group: RoomGroups.Group, lane: Int64) throws -> Owner? {
        let channel = group.channel
        guard options.accessRules, channel.channel.kind == .direct else { return nil }
        if let made = try session.owner(ofLane: lane), let user = UserID(made.user) {
            return Owner(account: made.account, user: user, isPresent: made.isPresent)
        }
        guard try !session.isSent(key: channel.id, part: "room") else { return nil }
        let memberships = try group.parts.flatMap { try session.memberships(ofChannel: $0.id) }
        let current = try RoomReplay.members(of: group, memberships, self)
        var everybody = Set(current.map(\.account))
        for membership in memberships {
            if let member = directory.member(membership.person) { everybody.insert(member.account) }
        }
        for person in try group.parts.flatMap({ try session.activePersons(inChannel: $0.id) }) {
            if let member = directory.member(person) { everybody.insert(member.account) }
        }
        guard everybody.count <= 2, let first = current.first else { return nil }
        return Owner(account: first.account, user: first.user, isPresent: true)
    }

    /// Refuses a name and a picture for a room that may have none.
    func refuseIdentity(_ group: RoomGroups.Group, _ owner: Owner?) throws {
        guard owner != nil, group.decision.name != nil || group.decision.avatar != nil else { return }
        throw rooms.failure(
            "access rules let a direct room have neither name nor picture",
            channel: group.channel.channel.key.key.text)
    }
}
