// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import FerryStore
import MatrixEvents

extension Planner {
    /// Plans all rooms; those whose channels fell silent first are replayed first, because clients sort their
    /// room list by what arrived last.
    func planRooms(_ groups: RoomGroups) throws {
        for (index, group) in groups.groups.enumerated() {
            guard let space = spaces[group.channel.workspace] else {
                throw Failure(
                    .bug, "a channel belongs to no known workspace", at: group.channel.channel.key.key.text,
                    remedy: "please report this")
            }
            let isWhole = try planRoom(group, space: space, rank: 10 + Int64(index), rooms: groups.rooms)
            count(group.channel.channel.kind)
            for part in group.parts {
                tally.source = part.channel.key.key.source
                let isLossy = lossy.contains(part.id) || part.id == group.channel.id && !isWhole
                tally.count(.channel, isLossy ? .carriedWithLoss : .carried)
            }
            try onProgress(index + 1, groups.groups.count)
        }
        summary.rooms.total = summary.rooms.spaces + groups.groups.count
        for leftOut in groups.leftOut { try leaveOut(leftOut) }
    }

    private func count(_ kind: Channel.Kind) {
        switch kind {
        case .public, .list: summary.rooms.public += 1
        case .private, .mailbox, .unknown: summary.rooms.private += 1
        case .direct: summary.rooms.direct += 1
        case .group, .meeting: summary.rooms.group += 1
        }
    }

    /// Gives whether all that shall be carried of the room itself can be.
    private func planRoom(
        _ group: RoomGroups.Group, space: Space, rank: Int64, rooms: [ChannelKey: Int64]
    ) throws -> Bool {
        let channel = group.channel
        let source = channel.channel
        let lane = try session.lane(.room, key: channel.id, rank: rank, name: source.name)
        let owner = try owner(of: group, lane: lane)
        let maker = owner?.account ?? space.bot
        let steward =
            owner?.isPresent == true ? maker : try session.remainingMember(ofLane: lane) ?? maker
        let plan = RoomPlan(
            options: options, key: channel.id, source: source.key.key, bot: steward, owner: owner?.user)
        let isDirect = source.kind == .direct && (!options.accessRules || owner != nil)
        try append(plan.create(isSpace: false, isDirect: isDirect), to: lane)
        if let history = group.decision.history ?? options.history {
            try appendState(plan.history(history), to: lane)
        }
        let start = Self.start(of: channel)
        let replay = try RoomReplay(
            planner: self, plan: plan, group: group, lane: lane, start: start, rooms: rooms)
        try refuseIdentity(group, owner)
        let stated = owner == nil ? group.decision.name ?? source.name : ""
        let name =
            owner != nil ? "" : stated.isEmpty ? Self.name(of: source.kind, replay.currentMembers) : stated
        if !name.isEmpty { try appendValue(plan.name(name, at: start), to: lane) }
        let lacksPicture = try planPicture(
            plan, group.decision, of: .channel, maker: space.bot, at: start, lane: lane)
        let topic = owner != nil ? "" : source.topic.isEmpty ? source.purpose : source.topic
        let levels = try PowerHistory(session.sentStates(room: channel.id, type: "m.room.power_levels"))
        // In a room of its members' own nobody is left who could open it.
        if levels.isArchived, !source.isPrivateTalk {
            let open = try powerLevels(
                replay, plan: plan, channel: channel, isArchived: false, maker: maker, lane: lane,
                history: levels)
            replay.reopening = open.map { levels.again($0) }
        }
        try replay.run()
        if let last = replay.lastName, last != name, !name.isEmpty {
            let end = channel.lastMessageAt ?? start
            try appendValue(plan.name(name, as: "name-now", at: end), to: lane)
        }
        if !topic.isEmpty && topic != replay.lastTopic {
            try appendValue(plan.topic(topic, at: channel.lastMessageAt ?? start), to: lane)
        }
        try planEnd(
            replay, plan: plan, group: group, space: space, maker: maker, lane: lane, levels: levels)
        return !lacksPicture
    }

    /// The name of a room whose channel has none: clients show a direct room under the other one's name, so it needs
    /// none, but for notes to oneself; a group message is named by who is in it.
    static func name(of kind: Channel.Kind, _ members: [Directory.Member]) -> String {
        let shown = 8
        switch kind {
        case .direct where members.count > 1: return ""
        case .direct, .group, .meeting:
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
        _ replay: RoomReplay, plan: RoomPlan, group: RoomGroups.Group, space: Space, maker: Int64,
        lane: Int64, levels: PowerHistory
    ) throws {
        let channel = group.channel
        let end = channel.lastMessageAt ?? replay.start
        try planPins(plan, group, lane: lane, end: end)
        let isArchived = channel.channel.archived
        if let final = try powerLevels(
            replay, plan: plan, channel: channel, isArchived: isArchived, maker: maker, lane: lane,
            history: levels)
        {
            // Opened again, the room may be as it shall be already.
            if final.payload != replay.reopened?.payload {
                try appendState(levels.next(final, isReopened: replay.reopened != nil), to: lane)
            }
        }
        try planAlias(plan, of: channel.id, maker: space.bot, lane: lane)
        let isPublic = isPublic(group)
        let rule = group.decision.joinRule ?? (isPublic ? options.publicJoinRule : .invite)
        let space = try self.space(of: group, own: space)
        try appendValue(plan.close(rule, space: space?.key), to: lane)
        if group.decision.encrypt ?? isEncrypted(group) { try appendState(plan.encrypt(), to: lane) }
        if channel.channel.isPrivateTalk {
            if channel.channel.kind == .direct { try planDirect(replay.currentMembers, plan) }
            if !replay.currentMembers.isEmpty, plan.owner == nil {
                try appendState(plan.leaveRoom(), to: lane)
            }
        } else if let space {
            let isElsewhere = space.key != channel.workspace
            try appendState(plan.parent(space, isElsewhere: isElsewhere), to: lane)
            if isPublic || options.privateInSpace {
                let isMain = channel.channel.name == "general"
                try appendState(
                    plan.child(of: space, suggested: isMain, isElsewhere: isElsewhere), to: lane)
            }
        }
        guard let last = replay.lastMessage else { return }
        for member in replay.currentMembers where member.role != .bot {
            try append(plan.read(member, upTo: last), to: lane)
        }
    }

    private func isPublic(_ group: RoomGroups.Group) -> Bool {
        group.channel.channel.kind == .public || group.channel.channel.kind == .list
    }

    private func isEncrypted(_ group: RoomGroups.Group) -> Bool {
        switch options.encrypt {
        case .none: false
        case .private: !isPublic(group)
        case .all: true
        }
    }

    private func space(of group: RoomGroups.Group, own: Space) throws -> Space? {
        switch group.decision.space {
        case nil: return own
        case "none": return nil
        case .some(let key):
            if let space = spacesByKey[key] { return space }
            throw rooms.failure(
                "space is neither none nor the key of a workspace",
                channel: group.channel.channel.key.key.text)
        }
    }

    /// Lists a direct room with both of its members, each in a lane of its own: what is kept for a user is read,
    /// merged and written, which two rooms must not do at the same time.
    private func planDirect(_ members: [Directory.Member], _ plan: RoomPlan) throws {
        for (index, member) in members.enumerated() where member.role != .bot {
            let other = members.count > 1 ? members[index == 0 ? 1 : 0] : member
            let lane = try session.lane(
                .accountData, key: member.account, rank: 1 << 40, name: "direct rooms")
            try append(plan.direct(member, with: other), to: lane)
        }
    }

    private func planPins(
        _ plan: RoomPlan, _ group: RoomGroups.Group, lane: Int64, end: Timestamp
    ) throws {
        let pins = try group.parts.flatMap { part in
            try session.pins(inChannel: part.id).map { (pin: $0, source: part.channel.key.key.source) }
        }
        var pinned: [(number: Int64, key: SourceKey)] = []
        for (pin, source) in pins {
            tally.source = source
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
        guard try !pinned.isEmpty || session.hasSent("pins", key: group.channel.id) else { return }
        try appendValue(plan.pins(pinned, at: pins.last?.pin.pinnedAt ?? end), to: lane)
    }
}

extension Channel {
    /// Whether the channel belongs to its members alone: nobody else is in its room, and no space shows it.
    var isPrivateTalk: Bool { kind == .direct || kind == .group || kind == .meeting }
}
