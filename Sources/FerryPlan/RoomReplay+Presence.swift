// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryStore
import MatrixEvents

/// Who comes and goes while the history is replayed.
extension RoomReplay {
    func enterDue(before time: Timestamp) throws {
        for join in script.joins(before: time) {
            // Who came and went is not let into a closed room again only to be seen off.
            everPresent[join.member.account] = join.member
            guard !isClosed || staying.contains(join.member.account) else { continue }
            try enter(join.member, key: join.membership, part: "join", at: join.time)
        }
    }

    func enter(_ member: Directory.Member, key: Int64, part: String, at time: Timestamp) throws {
        everPresent[member.account] = member
        entries[member.account, default: 0] += 1
        if isClosed {
            guard !present.contains(member.user.text), try !planner.session.isSent(key: key, part: part)
            else { return }
            present.insert(member.user.text)
        }
        if isClosed || plan.isByInvitation, member.account != plan.bot {
            try planner.appendState(plan.invite(member, key: key, part: part, at: time), to: lane)
        }
        try planner.appendState(plan.join(member, key: key, part: part, at: time), to: lane)
    }

    func ensurePresent(_ member: Directory.Member, for key: Int64, at time: Timestamp) throws {
        guard isClosed else {
            guard script.enter(member) else { return }
            // What was sent was sent by somebody who was there, whatever a later archive says of when he came.
            if try planner.session.isSent(key: key, part: ""),
                try !planner.session.isSent(key: key, part: "join")
            {
                everPresent[member.account] = member
                entries[member.account, default: 0] += 1
                return
            }
            return try enter(member, key: key, part: "join", at: time)
        }
        everPresent[member.account] = member
        guard try !planner.session.isSent(key: key, part: "") else { return }
        try enter(member, key: key, part: "join", at: time)
    }

    // Whoever wrote here but is no member today has left; what they wrote stays theirs.
    func leaveAtEnd() throws {
        let end = channel.lastMessageAt ?? start
        for (account, member) in everPresent.sorted(by: { $0.key < $1.key }) where !staying.contains(account)
        {
            let wasPresent = isClosed ? present.remove(member.user.text) != nil : script.exit(member)
            guard wasPresent else { continue }
            let stated = memberships.first { planner.directory.member($0.person)?.account == account }
            let time = stated?.leftAt ?? end
            try planner.appendState(
                plan.leave(member, key: channel.id, part: try part("leave", member), at: time), to: lane)
        }
    }

    // Whoever was seen off, by a message or an earlier upload, and is a member all the same, as a list or a later archive
    // says, comes in again: nothing could be done for them otherwise.
    func comeBack() throws {
        for member in currentMembers {
            let isPresent =
                isClosed ? present.contains(member.user.text) : script.present.contains(member.account)
            guard !isPresent else { continue }
            let joined = memberships.compactMap { membership in
                let account = planner.directory.member(membership.person)?.account
                return account == member.account ? membership.joinedAt : nil
            }.max()
            let time = max(channel.lastMessageAt ?? start, joined ?? start)
            try enter(member, key: channel.id, part: try part("back", member), at: time)
        }
    }

    // One for each time the user went or came again, so that a later plan knows which of them it has sent.
    func part(_ word: String, _ member: Directory.Member) throws -> String {
        var number = entries[member.account] ?? 0
        func part() -> String { "\(word):\(member.user.text):\(number)" }
        while isClosed, try planner.session.isSent(key: channel.id, part: part()) { number += 1 }
        return part()
    }

    // Whether a coming or going that a message tells of changes who is in the room.
    func isNews(_ message: StoredMessage, about person: Directory.Member, isJoin: Bool) throws -> Bool {
        let changes = isJoin ? script.enter(person) : script.exit(person)
        guard isClosed, try !planner.session.isSent(key: message.id, part: "") else { return changes }
        if isJoin { return !present.contains(person.user.text) }
        return present.remove(person.user.text) != nil
    }
}
