// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import FerryStore
import MatrixEvents

extension Planner {
    /// Plans all rooms; those whose channels fell silent first are replayed first, because clients sort their
    /// room list by what arrived last.
    func planRooms(_ channels: [PlanSession.PlannedChannel], spaces: [Int64: Space]) throws {
        let rooms = Dictionary(
            channels.map { ($0.channel.key, $0.id) }, uniquingKeysWith: { first, _ in first })
        for (index, channel) in channels.enumerated() {
            guard let space = spaces[channel.workspace] else {
                throw Failure(
                    .bug, "a channel belongs to no known workspace", at: channel.channel.key.key.text,
                    remedy: "please report this")
            }
            try planRoom(channel, space: space, rank: 10 + Int64(index), rooms: rooms)
            count(channel.channel.kind)
            tally.count(.channel, lossy.contains(channel.id) ? .carriedWithLoss : .carried)
        }
        summary.rooms.total = summary.rooms.spaces + channels.count
    }

    private func count(_ kind: Channel.Kind) {
        switch kind {
        case .public, .list: summary.rooms.public += 1
        case .private, .mailbox, .unknown: summary.rooms.private += 1
        case .direct: summary.rooms.direct += 1
        case .group, .meeting: summary.rooms.group += 1
        }
    }

    private func planRoom(
        _ channel: PlanSession.PlannedChannel, space: Space, rank: Int64, rooms: [ChannelKey: Int64]
    ) throws {
        let source = channel.channel
        let lane = try session.lane(.room, key: channel.id, rank: rank, name: source.name)
        let steward = try session.remainingMember(ofLane: lane) ?? space.bot
        let plan = RoomPlan(options: options, key: channel.id, source: source.key.key, bot: steward)
        try append(plan.create(isSpace: false, isDirect: source.kind == .direct), to: lane)
        let start = Self.start(of: channel)
        let replay = try RoomReplay(
            planner: self, plan: plan, channel: channel, lane: lane, start: start, rooms: rooms)
        let name = source.name.isEmpty ? Self.name(of: source.kind, replay.currentMembers) : source.name
        if !name.isEmpty { try appendState(plan.name(name, at: start), to: lane) }
        let topic = source.topic.isEmpty ? source.purpose : source.topic
        try replay.run()
        if let last = replay.lastName, last != name, !name.isEmpty {
            let end = channel.lastMessageAt ?? start
            try appendState(plan.name(name, as: "name-now", at: end), to: lane)
        }
        if !topic.isEmpty && topic != replay.lastTopic {
            try appendState(plan.topic(topic, at: channel.lastMessageAt ?? start), to: lane)
        }
        try planEnd(replay, plan: plan, channel: channel, space: space, lane: lane)
    }

    /// The name of a room whose channel has none: clients show a direct room under the other one's name, so it needs
    /// none, but for notes to oneself; a group message is named by who is in it.
    static func name(of kind: Channel.Kind, _ members: [Directory.Member]) -> String {
        let shown = 8
        switch kind {
        case .direct where members.count > 1: return ""
        case .direct, .group:
            let names = members.prefix(shown).map(\.shownName).joined(separator: ", ")
            return members.count > shown ? names + " +\(members.count - shown)" : names
        default: return ""
        }
    }

    // The creation itself can bear no old time; everything after it can.
    private static func start(of channel: PlanSession.PlannedChannel) -> Timestamp {
        let stated = channel.channel.createdAt ?? channel.firstMessageAt ?? Timestamp(milliseconds: 0)
        return min(stated, channel.firstMessageAt ?? stated)
    }

    private func planEnd(
        _ replay: RoomReplay, plan: RoomPlan, channel: PlanSession.PlannedChannel, space: Space, lane: Int64
    ) throws {
        let end = channel.lastMessageAt ?? replay.start
        try planPins(replay, plan: plan, channel: channel, lane: lane, end: end)
        try appendState(powerLevels(replay, plan: plan, channel: channel), to: lane)
        let isPublic = channel.channel.kind == .public || channel.channel.kind == .list
        try appendState(plan.close(isPublic ? options.publicJoinRule : .invite, space: space.key), to: lane)
        if channel.channel.isPrivateTalk {
            if channel.channel.kind == .direct { try planDirect(replay.currentMembers, plan) }
            if !replay.currentMembers.isEmpty { try appendState(plan.leaveRoom(), to: lane) }
        } else {
            try appendState(plan.parent(space.key), to: lane)
            if isPublic || options.privateInSpace {
                let isMain = channel.channel.name == "general"
                try appendState(plan.child(of: space.key, suggested: isMain), to: lane)
            }
        }
        guard let last = replay.lastMessage else { return }
        for member in replay.currentMembers where member.person.role != .bot {
            try append(plan.read(member, upTo: last), to: lane)
        }
    }

    private func powerLevels(
        _ replay: RoomReplay, plan: RoomPlan, channel: PlanSession.PlannedChannel
    ) -> PlannedOperation {
        let isOwn = channel.channel.isPrivateTalk
        let isArchived = channel.channel.archived
        var levels: [String: Int64] = [:]
        for member in replay.currentMembers where isOwn || !member.person.departed {
            let role = replay.roles[member.account.id] ?? .member
            let leads = [.owner, .admin].contains(member.person.role) || role == .owner
            if isOwn {
                // Nobody else is left to look after the room; in an archived one they may not write.
                levels[member.user.text] = isArchived ? 50 : 100
            } else if leads || member.personKey == channel.creator {
                levels[member.user.text] = 100
            } else if role == .moderator {
                levels[member.user.text] = 50
            }
        }
        return plan.finalPowerLevels(users: levels, isArchived: isArchived, isOwn: isOwn)
    }

    /// Lists a direct room with both of its members, each in a lane of its own: what is kept for a user is read,
    /// merged and written, which two rooms must not do at the same time.
    private func planDirect(_ members: [Directory.Member], _ plan: RoomPlan) throws {
        for (index, member) in members.enumerated() where member.person.role != .bot {
            let other = members.count > 1 ? members[index == 0 ? 1 : 0] : member
            let lane = try session.lane(
                .accountData, key: member.account.id, rank: 1 << 40, name: "direct rooms")
            try append(plan.direct(member, with: other), to: lane)
        }
    }

    private func planPins(
        _ replay: RoomReplay, plan: RoomPlan, channel: PlanSession.PlannedChannel, lane: Int64, end: Timestamp
    ) throws {
        let pins = try session.pins(inChannel: channel.id)
        var pinned: [(number: Int64, key: SourceKey)] = []
        for pin in pins {
            guard try session.isPlanned(message: pin.message) else {
                tally.count(.pin, .notCarried)
                try session.take(
                    Loss(
                        code: "pin.message-missing", kind: .pin, state: .notInSource,
                        key: session.key(pin.id),
                        reason: "the pinned message is in no archive"))
                continue
            }
            pinned.append((pin.message, try session.key(pin.message)))
            tally.count(.pin, .carried)
        }
        if !pinned.isEmpty { try appendState(plan.pins(pinned, at: pins.last?.pinnedAt ?? end), to: lane) }
    }
}

extension Channel {
    /// Whether the channel belongs to its members alone: nobody else is in its room, and no space shows it.
    var isPrivateTalk: Bool { kind == .direct || kind == .group }
}
