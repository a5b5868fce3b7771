// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryStore
import MatrixEvents

/// Plans the history of one room: who comes and goes, what is said and how people react, in order.
final class RoomReplay {
    private let planner: Planner
    private let plan: RoomPlan
    private let group: RoomGroups.Group
    private var channel: PlanSession.PlannedChannel { group.channel }
    private let lane: Int64
    private let context: RenderContext
    private let memberships: [StoredMembership]
    private var script: RoomScript
    private let lastSent: Int64?
    private let lastSentTime: Timestamp?
    /// Whether an earlier upload has closed the room, so that whoever still has to come in must be let in.
    private let isClosed: Bool
    /// In a room that an earlier upload has closed: the users who are in it once what is put down so far is done. What
    /// was sent then may have left other people in it than the records say now.
    private var present: Set<String>
    /// Everybody who was in the room at any time, by account.
    private var everPresent: [Int64: Directory.Member] = [:]
    /// How often each of them came in, by account.
    private var entries: [Int64: Int] = [:]

    /// What opens the room again where an earlier upload has archived it; planned before the first thing that is new.
    var reopening: PlannedOperation?
    /// What has opened it again.
    private(set) var reopened: PlannedOperation?
    let start: Timestamp
    let currentMembers: [Directory.Member]
    private let staying: Set<Int64>
    /// What the members of today may do in the room, by account; those who may do no more than others are left out.
    let roles: [Int64: Membership.Role]
    private(set) var lastTopic = ""
    /// The last name that a message of the channel gives; `nil` when none does.
    private(set) var lastName: String?
    /// The number of the last message that is carried.
    private(set) var lastMessage: Int64?

    init(
        planner: Planner, plan: RoomPlan, group: RoomGroups.Group, lane: Int64, start: Timestamp,
        rooms: [ChannelKey: Int64]
    ) throws {
        self.planner = planner
        self.plan = plan
        self.group = group
        self.lane = lane
        self.start = start
        let session = planner.session
        context = RenderContext(
            server: planner.options.server,
            person: { key in
                planner.directory.member(key).map { .init(user: $0.user, name: $0.shownName) }
            },
            room: { rooms[$0] },
            media: { key in
                guard let attachment = try? session.attachment(key), attachment.file != nil else {
                    return nil
                }
                return try? planner.planMedia(attachment, sender: plan.bot)
            })
        let channel = group.channel
        memberships = try group.parts.flatMap { try session.memberships(ofChannel: $0.id) }
        currentMembers = try Self.members(of: group, memberships, planner)
        staying = Set(currentMembers.map(\.account.id))
        roles = Self.roles(memberships, planner)
        isClosed = try session.isClosed(room: channel.id)
        lastSent =
            group.parts.count > 1 ? nil : try session.lastSentOrder(inChannel: channel.id, lane: lane)
        lastSentTime = group.parts.count > 1 ? try session.lastSentTime(inLane: lane) : nil
        present = isClosed ? try session.present(inLane: lane) : []
        script = RoomScript(
            memberships.compactMap { membership in
                planner.directory.member(membership.person).map {
                    .init(member: $0, membership: membership.id, time: membership.joinedAt ?? start)
                }
            })
    }

    /// The members of today, each user once, in the order of their persons' keys. Where no archive names those of a
    /// direct or group message, they are those who wrote.
    private static func members(
        of group: RoomGroups.Group, _ memberships: [StoredMembership], _ planner: Planner
    ) throws -> [Directory.Member] {
        let channel = group.channel
        var members = memberships.filter { $0.leftAt == nil }.compactMap {
            planner.directory.member($0.person)
        }
        let expected = channel.channel.kind == .direct ? 2 : 1
        if channel.channel.isPrivateTalk, members.count < expected {
            members += try group.parts.flatMap { try planner.session.activePersons(inChannel: $0.id) }
                .compactMap { planner.directory.member($0) }.filter { $0.person.role != .bot }
                .sorted { $0.person.key.key.text < $1.person.key.key.text }
            if channel.channel.kind == .direct { members = Array(members.prefix(expected)) }
        }
        var seen: Set<Int64> = []
        return members.filter { seen.insert($0.account.id).inserted }
            .sorted { $0.person.key.key.text < $1.person.key.key.text }
    }

    // Where two persons are one user, the greater role counts.
    private static func roles(_ memberships: [StoredMembership], _ planner: Planner) -> [Int64: Membership
        .Role]
    {
        var roles: [Int64: Membership.Role] = [:]
        for membership in memberships where membership.leftAt == nil && membership.role != .member {
            guard let account = planner.directory.member(membership.person)?.account.id else { continue }
            if roles[account] != .owner { roles[account] = membership.role }
        }
        return roles
    }

    func run() throws {
        for part in group.parts {
            planner.tally.source = part.channel.key.key.source
            for membership in try planner.session.memberships(ofChannel: part.id) {
                try planner.count(membership)
            }
        }
        if group.parts.count > 1 {
            let sources = Dictionary(
                group.parts.map { ($0.id, $0.channel.key.key.source) },
                uniquingKeysWith: { first, _ in first })
            try planner.session.forEachMessage(inChannels: group.parts.map(\.id)) { message, part in
                planner.tally.source = sources[part] ?? planner.tally.source
                try replay(message, isOfOther: part != channel.id)
            }
        } else {
            try planner.session.forEachMessage(inChannel: channel.id) { try replay($0, isOfOther: false) }
        }
        try enterDue(before: Timestamp(milliseconds: .max))
        try leaveAtEnd()
        try comeBack()
    }

    // MARK: Coming and going

    private func enterDue(before time: Timestamp) throws {
        for join in script.joins(before: time) {
            // Who came and went is not let into a closed room again only to be seen off.
            everPresent[join.member.account.id] = join.member
            guard !isClosed || staying.contains(join.member.account.id) else { continue }
            try enter(join.member, key: join.membership, part: "join", at: join.time)
        }
    }

    private func enter(_ member: Directory.Member, key: Int64, part: String, at time: Timestamp) throws {
        everPresent[member.account.id] = member
        entries[member.account.id, default: 0] += 1
        if isClosed {
            guard !present.contains(member.user.text), try !planner.session.isSent(key: key, part: part)
            else { return }
            present.insert(member.user.text)
            try planner.appendState(plan.invite(member, key: key, part: part, at: time), to: lane)
        }
        try planner.appendState(plan.join(member, key: key, part: part, at: time), to: lane)
    }

    private func ensurePresent(_ member: Directory.Member, for key: Int64, at time: Timestamp) throws {
        guard isClosed else {
            guard script.enter(member) else { return }
            // What was sent was sent by somebody who was there, whatever a later archive says of when he came.
            if try planner.session.isSent(key: key, part: ""),
                try !planner.session.isSent(key: key, part: "join")
            {
                everPresent[member.account.id] = member
                entries[member.account.id, default: 0] += 1
                return
            }
            return try enter(member, key: key, part: "join", at: time)
        }
        everPresent[member.account.id] = member
        guard try !planner.session.isSent(key: key, part: "") else { return }
        try enter(member, key: key, part: "join", at: time)
    }

    // Whoever wrote here but is no member today has left; what they wrote stays theirs.
    private func leaveAtEnd() throws {
        let end = channel.lastMessageAt ?? start
        for (account, member) in everPresent.sorted(by: { $0.key < $1.key }) where !staying.contains(account)
        {
            let wasPresent = isClosed ? present.remove(member.user.text) != nil : script.exit(member)
            guard wasPresent else { continue }
            let stated = memberships.first { planner.directory.member($0.person)?.account.id == account }
            let time = stated?.leftAt ?? end
            try planner.appendState(
                plan.leave(member, key: channel.id, part: try part("leave", member), at: time), to: lane)
        }
    }

    // Whoever was seen off, by a message or an earlier upload, and is a member all the same, as a list or a later archive
    // says, comes in again: nothing could be done for them otherwise.
    private func comeBack() throws {
        for member in currentMembers {
            let isPresent =
                isClosed ? present.contains(member.user.text) : script.present.contains(member.account.id)
            guard !isPresent else { continue }
            let joined = memberships.compactMap { membership in
                let account = planner.directory.member(membership.person)?.account.id
                return account == member.account.id ? membership.joinedAt : nil
            }.max()
            let time = max(channel.lastMessageAt ?? start, joined ?? start)
            try enter(member, key: channel.id, part: try part("back", member), at: time)
        }
    }

    // One for each time the user went or came again, so that a later plan knows which of them it has sent.
    private func part(_ word: String, _ member: Directory.Member) throws -> String {
        var number = entries[member.account.id] ?? 0
        func part() -> String { "\(word):\(member.user.text):\(number)" }
        while isClosed, try planner.session.isSent(key: channel.id, part: part()) { number += 1 }
        return part()
    }

    // MARK: Messages

    private func replay(_ message: StoredMessage, isOfOther: Bool) throws {
        guard let author = planner.directory.member(message.author) else {
            guard planner.leftOutPersons.contains(message.author) else {
                throw Failure(.bug, "the author of a message has no account", remedy: "please report this")
            }
            return try leaveOut(message, .person)
        }
        if let reason = group.ended ?? planner.filter.reason(message, byBot: author.person.role == .bot),
            try !planner.session.isPlanned(message: message.id)
        {
            return try leaveOut(message, reason)
        }
        guard try !isLeftOut(message) else { return }
        if try !replayAsState(message, author: author, isOfOther: isOfOther) {
            try enterDue(before: message.sentAt)
            try ensurePresent(author, for: message.id, at: message.sentAt)
            try append(message, author: author)
        }
        lastMessage = message.id
        try replayReactions(message)
    }

    private func leaveOut(_ message: StoredMessage, _ reason: PlanFilter.Reason) throws {
        try planner.leaveOut(.message, key: message.id, reason)
        for reaction in try planner.session.reactions(toMessage: message.id) {
            try planner.leaveOut(.reaction, key: reaction.id, reason)
        }
        planner.leaveOut(files: message.attachments.map(\.id), reason)
    }

    private func isLate(_ message: StoredMessage) -> Bool {
        if let lastSent { return message.order < lastSent }
        return lastSentTime.map { message.sentAt < $0 } ?? false
    }

    private func isLeftOut(_ message: StoredMessage) throws -> Bool {
        guard isLate(message), try !planner.session.isPlanned(message: message.id) else { return false }
        let isAppended = planner.options.lateMessages == .append
        let reason =
            isAppended
            ? "the message is older than what its room already holds, so it stands at the end"
            : "the message is older than what its room already holds, and the configuration leaves such out"
        try planner.session.take(
            Loss(
                code: "message.late", kind: .message, state: isAppended ? .carriedWithLoss : .filtered,
                key: planner.session.key(message.id), reason: reason))
        if isAppended { lateMessages.insert(message.id) } else { try countLeftOut(message) }
        return !isAppended
    }

    private func countLeftOut(_ message: StoredMessage) throws {
        planner.tally.count(.message, .notCarried)
        let reactions = try planner.session.reactions(toMessage: message.id)
        for reaction in reactions { try leaveOut(reaction) }
    }

    private var lateMessages: Set<Int64> = []

    private func append(_ message: StoredMessage, author: Directory.Member) throws {
        var message = message
        if !planner.filter.files, !message.attachments.isEmpty, message.deletedAt == nil {
            planner.leaveOut(files: message.attachments.map(\.id), .files)
            message = message.withoutFiles
        }
        for attachment in message.attachments where message.deletedAt == nil {
            _ = try planner.planMedia(attachment, sender: author.account.id)
        }
        let session = planner.session
        let mediaContext = RenderContext(
            server: context.server, person: context.person, room: context.room,
            media: { [planner] key in
                guard let attachment = message.attachments.first(where: { $0.key == key }) else {
                    return self.context.media(key)
                }
                return try? planner.planMedia(attachment, sender: author.account.id)
            })
        let plan = MessagePlan(
            message, context: mediaContext,
            hasRoot: try message.root.map { try session.isPlanned(message: $0) } ?? false,
            hasReplyTarget: try message.replyTo.map { try session.isPlanned(message: $0) } ?? false,
            shownName: author.shownName,
            redacts: (Int(planner.options.roomVersion) ?? 12) >= 11, threads: planner.options.threads,
            sentParts: message.deletedAt == nil ? [] : try session.sentParts(key: message.id))
        for event in plan.events { try append(event, of: message, author: author) }
        try count(message, plan)
    }

    private func reopen(for key: Int64, part: String) throws {
        guard let reopening, try !planner.session.isSent(key: key, part: part) else { return }
        try planner.appendState(reopening, to: lane)
        reopened = reopening
        self.reopening = nil
    }

    private func append(_ event: MessagePlan.Event, of message: StoredMessage, author: Directory.Member)
        throws
    {
        try reopen(for: message.id, part: event.part)
        // Who changes what they said has to be there, though an earlier upload has seen them off.
        if isClosed, !event.part.isEmpty, try !planner.session.isSent(key: message.id, part: event.part) {
            try enter(author, key: message.id, part: "join:" + event.part, at: event.time)
        }
        switch event.role {
        case .message: planner.summary.events.messages += 1
        case .edit: planner.summary.events.edits += 1
        case .redaction: planner.summary.events.redactions += 1
        }
        try planner.append(
            PlannedOperation(
                .sendEvent, key: message.id, part: event.part, sender: author.account.id, room: channel.id,
                timestamp: event.time, type: event.type, payload: Planner.text(event.content)), to: lane)
    }

    private func count(_ message: StoredMessage, _ plan: MessagePlan) throws {
        for loss in plan.losses {
            try planner.session.take(
                Loss(
                    code: loss.code, kind: .message, state: .carriedWithLoss,
                    key: planner.session.key(message.id), reason: loss.reason))
        }
        let isWhole =
            plan.isWhole && !planner.lossy.contains(message.id) && !lateMessages.contains(message.id)
        planner.tally.count(.message, isWhole ? .carried : .carriedWithLoss)
    }

    // MARK: What happened to the channel

    /// Plans joins, leaves, names and topics as state that bears its own time; `false` for what is a message.
    /// What happened to a channel that was merged into the room of another is told, but changes nothing there.
    private func replayAsState(_ message: StoredMessage, author: Directory.Member, isOfOther: Bool) throws
        -> Bool
    {
        guard case .system(let event) = message.kind, message.deletedAt == nil else { return false }
        if isOfOther, case .joined = event {} else if isOfOther { return false }
        var operation: PlannedOperation
        switch event {
        case .joined(let key, _):
            guard let person = planner.directory.member(key), try isNews(message, about: person, isJoin: true)
            else { return false }
            try enterDue(before: message.sentAt)
            try enter(person, key: message.id, part: "", at: message.sentAt)
            planner.tally.count(.message, planner.lossy.contains(message.id) ? .carriedWithLoss : .carried)
            return true
        case .left(let key, _):
            guard let person = planner.directory.member(key) else { return false }
            try enterDue(before: message.sentAt)
            guard try isNews(message, about: person, isJoin: false) else { return false }
            operation = plan.leave(person, key: message.id, part: "", at: message.sentAt)
        case .topic(let topic):
            lastTopic = topic
            operation = plan.topic(topic, at: message.sentAt)
        case .named(let name):
            lastName = name
            operation = plan.name(name, at: message.sentAt)
        default: return false
        }
        if operation.type != "m.room.member" {
            try enterDue(before: message.sentAt)
            try ensurePresent(author, for: message.id, at: message.sentAt)
            // In a room that an earlier upload has closed, the author has no right to it any more.
            if !isClosed { operation.sender = author.account.id }
        }
        operation.key = message.id
        operation.part = ""
        try planner.appendState(operation, to: lane)
        planner.tally.count(.message, planner.lossy.contains(message.id) ? .carriedWithLoss : .carried)
        return true
    }

    // Whether a coming or going that a message tells of changes who is in the room.
    private func isNews(_ message: StoredMessage, about person: Directory.Member, isJoin: Bool) throws -> Bool
    {
        let changes = isJoin ? script.enter(person) : script.exit(person)
        guard isClosed, try !planner.session.isSent(key: message.id, part: "") else { return changes }
        if isJoin { return !present.contains(person.user.text) }
        return present.remove(person.user.text) != nil
    }

    // MARK: Reactions

    private func replayReactions(_ message: StoredMessage) throws {
        var shown: Set<String> = []
        for reaction in try planner.session.reactions(toMessage: message.id) {
            if planner.leftOutPersons.contains(reaction.person) {
                try planner.leaveOut(.reaction, key: reaction.id, .person)
                continue
            }
            // A redacted message takes no more reactions.
            guard let person = planner.directory.member(reaction.person), message.deletedAt == nil else {
                try leaveOut(reaction)
                continue
            }
            let time = reaction.reactedAt ?? message.sentAt
            let image =
                reaction.emoji.characters == nil ? reaction.emoji.image.flatMap { context.media($0) } : nil
            if reaction.emoji.characters == nil, !planner.options.customReactions {
                try planner.leaveOut(.reaction, key: reaction.id, .customReaction)
                continue
            }
            guard shown.insert("\(person.account.id) \(reaction.emoji.text)").inserted else {
                try state(
                    "reaction.same", .carriedWithLoss, reaction,
                    "the same user's other reaction looks the same, so one stands for both")
                continue
            }
            try ensurePresent(person, for: reaction.id, at: time)
            try append(reaction, image: image, to: message, by: person, at: time)
        }
    }

    private func append(
        _ reaction: StoredReaction, image: Int64?, to message: StoredMessage, by person: Directory.Member,
        at time: Timestamp
    ) throws {
        try reopen(for: reaction.id, part: "")
        let content = MessageContent.reaction(reaction.emoji.text, image: image, to: message.id)
        try planner.append(
            PlannedOperation(
                .sendEvent, key: reaction.id, sender: person.account.id, room: channel.id, timestamp: time,
                type: "m.reaction", payload: Planner.text(content)), to: lane)
        planner.summary.events.reactions += 1
        guard reaction.emoji.characters == nil, image == nil else {
            return planner.tally.count(
                .reaction, planner.lossy.contains(reaction.id) ? .carriedWithLoss : .carried)
        }
        try state(
            "reaction.custom-emoji", .carriedWithLoss, reaction,
            "the image of the custom emoji is not in the archive, so its name is shown")
    }

    private func leaveOut(_ reaction: StoredReaction) throws {
        try state("reaction.message-gone", .notInSource, reaction, "the message it belongs to is not carried")
    }

    private func state(_ code: String, _ state: Loss.State, _ reaction: StoredReaction, _ reason: String)
        throws
    {
        planner.tally.count(.reaction, state.isNotCarried ? .notCarried : .carriedWithLoss)
        try planner.session.take(
            Loss(
                code: code, kind: .reaction, state: state, key: planner.session.key(reaction.id),
                reason: reason))
    }
}
