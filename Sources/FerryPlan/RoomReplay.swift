// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryStore
import MatrixEvents

/// Plans the history of one room: who comes and goes, what is said and how people react, in order.
final class RoomReplay {
    let planner: Planner
    let plan: RoomPlan
    let group: RoomGroups.Group
    var channel: PlanSession.PlannedChannel { group.channel }
    let lane: Int64
    let context: RenderContext
    let memberships: [StoredMembership]
    var script: RoomScript
    let lastSent: Int64?
    let lastSentTime: Timestamp?
    /// Whether an earlier upload has closed the room, so that whoever still has to come in must be let in.
    let isClosed: Bool
    /// In a room that an earlier upload has closed: the users who are in it once what is put down so far is done. What
    /// was sent then may have left other people in it than the records say now.
    var present: Set<String>
    /// Everybody who was in the room at any time, by account.
    var everPresent: [Int64: Directory.Member] = [:]
    /// How often each of them came in, by account.
    var entries: [Int64: Int] = [:]

    /// The messages that stand behind newer ones.
    var lateMessages: Set<Int64> = []
    /// The place in the lane at which an earlier upload has encrypted the room; `nil` for a room in clear.
    let encryptedFrom: Int64?
    /// The messages of which something stands in clear behind that place.
    var clearMessages: Set<Int64> = []

    /// What opens the room again where an earlier upload has archived it; planned before the first thing that is new.
    var reopening: PlannedOperation?
    /// What has opened it again.
    var reopened: PlannedOperation?
    let start: Timestamp
    let currentMembers: [Directory.Member]
    let staying: Set<Int64>
    /// The power levels that the memberships of today give, by account.
    let levels: [Int64: Int64]
    var lastTopic = ""
    /// The last name that a message of the channel gives; `nil` when none does.
    var lastName: String?
    /// The number of the last message that is carried.
    var lastMessage: Int64?

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
                (try? planner.member(key)).map { .init(user: $0.user, name: $0.shownName) }
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
        staying = Set(currentMembers.map(\.account))
        levels = Self.levels(memberships, planner)
        isClosed = try session.isClosed(room: channel.id)
        encryptedFrom = try session.sentPlace(key: channel.id, part: "encryption")
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
    static func members(
        of group: RoomGroups.Group, _ memberships: [StoredMembership], _ planner: Planner
    ) throws -> [Directory.Member] {
        let channel = group.channel
        var members = memberships.filter { $0.leftAt == nil }.compactMap {
            planner.directory.member($0.person)
        }
        let expected = channel.channel.kind == .direct ? 2 : 1
        if channel.channel.isPrivateTalk, members.count < expected {
            members += try group.parts.flatMap { try planner.session.activePersons(inChannel: $0.id) }
                .compactMap { planner.directory.member($0) }.filter { $0.role != .bot }
                .sorted { $0.place < $1.place }
            if channel.channel.kind == .direct { members = Array(members.prefix(expected)) }
        }
        var seen: Set<Int64> = []
        return members.filter { seen.insert($0.account).inserted }
            .sorted { $0.place < $1.place }
    }

    // Where two persons are one user, the greater role counts.
    static func levels(_ memberships: [StoredMembership], _ planner: Planner) -> [Int64: Int64] {
        var levels: [Int64: Int64] = [:]
        for membership in memberships where membership.leftAt == nil {
            guard let member = planner.directory.member(membership.person) else { continue }
            let level = planner.options.roles.level(of: membership.role, in: member.source)
            levels[member.account] = max(levels[member.account] ?? 0, level)
        }
        return levels
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

    // MARK: Messages

    func replay(_ message: StoredMessage, isOfOther: Bool) throws {
        guard let author = planner.directory.member(message.author) else {
            guard planner.leftOutPersons.contains(message.author) else {
                throw Failure(.bug, "the author of a message has no account", remedy: "please report this")
            }
            return try leaveOut(message, .person)
        }
        if let reason = group.ended ?? planner.filter.reason(message, byBot: author.role == .bot),
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

    func append(_ message: StoredMessage, author: Directory.Member) throws {
        var message = message
        if !planner.filter.files, !message.attachments.isEmpty, message.deletedAt == nil {
            planner.leaveOut(files: message.attachments.map(\.id), .files)
            message = message.withoutFiles
        }
        for attachment in message.attachments where message.deletedAt == nil {
            _ = try planner.planMedia(attachment, sender: author.account)
        }
        let session = planner.session
        let mediaContext = RenderContext(
            server: context.server, person: context.person, room: context.room,
            media: { [planner] key in
                guard let attachment = message.attachments.first(where: { $0.key == key }) else {
                    return self.context.media(key)
                }
                return try? planner.planMedia(attachment, sender: author.account)
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

    func reopen(for key: Int64, part: String) throws {
        guard let reopening, try !planner.session.isSent(key: key, part: part) else { return }
        try planner.appendState(reopening, to: lane)
        reopened = reopening
        self.reopening = nil
    }

    func append(_ event: MessagePlan.Event, of message: StoredMessage, author: Directory.Member)
        throws
    {
        try reopen(for: message.id, part: event.part)
        try noteClear(event, of: message)
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
                .sendEvent, key: message.id, part: event.part, sender: author.account, room: channel.id,
                timestamp: event.time, type: event.type, payload: Planner.text(event.content)), to: lane)
    }

    func count(_ message: StoredMessage, _ plan: MessagePlan) throws {
        for loss in plan.losses {
            try planner.session.take(
                Loss(
                    code: loss.code, kind: .message, state: .carriedWithLoss,
                    key: planner.session.key(message.id), reason: loss.reason))
        }
        let isWhole =
            plan.isWhole && !planner.lossy.contains(message.id) && !lateMessages.contains(message.id)
            && !clearMessages.contains(message.id)
        planner.tally.count(.message, isWhole ? .carried : .carriedWithLoss)
    }
}
