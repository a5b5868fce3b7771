// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryStore

/// Which channels go into which room, and which go into none.
struct RoomGroups {
    /// The channels of one room.
    struct Group {
        /// The channel whose room it is, its times spanning all of them.
        let channel: PlanSession.PlannedChannel
        /// All of them, the one whose room it is first.
        let parts: [PlanSession.PlannedChannel]
        /// Why nothing more of it is carried; only for a room that an earlier upload has made.
        var ended: PlanFilter.Reason?
        /// What the administrator decided about it.
        let decision: RoomMapping.Decision
    }

    /// A channel that goes into no room.
    struct LeftOut {
        let channel: PlanSession.PlannedChannel
        let reason: PlanFilter.Reason
    }

    /// The rooms; those that fell silent first come first.
    private(set) var groups: [Group] = []
    private(set) var leftOut: [LeftOut] = []
    /// The number of the channel in whose room each channel stands.
    private(set) var rooms: [ChannelKey: Int64] = [:]

    private let mapping: RoomMapping
    private let filter: PlanFilter
    private let byKey: [String: PlanSession.PlannedChannel]

    /// Resolves the mapping.
    ///
    /// - Parameters:
    ///   - channels: all channels, those that fell silent first coming first.
    ///   - spaces: the texts of the keys of workspaces, which have lines of their own.
    ///   - isMade: whether an earlier upload has made the room of a channel.
    /// - Throws: `Failure.configuration` with the line for a decision that cannot be carried out.
    init(
        _ channels: [PlanSession.PlannedChannel], mapping: RoomMapping, filter: PlanFilter,
        spaces: Set<String>, isMade: (PlanSession.PlannedChannel) throws -> Bool
    ) throws {
        self.mapping = mapping
        self.filter = filter
        byKey = Dictionary(channels.map { ($0.channel.key.key.text, $0) }) { first, _ in first }
        if let unknown = mapping.decisions.keys.filter({ byKey[$0] == nil && !spaces.contains($0) }).min() {
            throw mapping.failure("no archive holds the channel of this line", channel: unknown)
        }
        var parts: [Int64: [PlanSession.PlannedChannel]] = [:]
        var order: [Int64] = []
        for channel in channels {
            let reason = reason(channel)
            if let reason, try !isMade(channel) {
                leftOut.append(LeftOut(channel: channel, reason: reason))
                continue
            }
            let room = try root(of: channel)
            if room.id != channel.id {
                if try isMade(channel) {
                    throw mapping.failure(
                        "the channel has a room of its own already, so it cannot go into another",
                        channel: channel.channel.key.key.text)
                }
                try check(channel, into: room)
            }
            parts[room.id, default: []].append(channel)
            order.append(room.id)
            rooms[channel.channel.key] = room.id
        }
        // The last of the channels to fall silent says when the room does.
        var rest = parts.mapValues(\.count)
        for id in order {
            let left = (rest[id] ?? 1) - 1
            rest[id] = left
            if left == 0 { try add(id, parts[id] ?? []) }
        }
    }

    private mutating func add(_ id: Int64, _ parts: [PlanSession.PlannedChannel]) throws {
        guard let own = parts.first(where: { $0.id == id }) else {
            guard let first = parts.first else { return }
            throw mapping.failure(
                "merge_into names a channel that is left out", channel: first.channel.key.key.text)
        }
        let others = parts.filter { $0.id != id }
        groups.append(
            Group(
                channel: own.spanning(others), parts: [own] + others, ended: reason(own),
                decision: mapping.decisions[own.channel.key.key.text] ?? .init()))
    }

    private func reason(_ channel: PlanSession.PlannedChannel) -> PlanFilter.Reason? {
        switch mapping.decisions[channel.channel.key.key.text]?.carry {
        case true: nil
        case false: .mapping
        case nil: filter.channels.contains(channel.channel.kind) ? .channelKind : nil
        }
    }

    private func root(of channel: PlanSession.PlannedChannel) throws -> PlanSession.PlannedChannel {
        var seen: Set<Int64> = [channel.id]
        var room = channel
        while let target = mapping.decisions[room.channel.key.key.text]?.mergeInto {
            let key = room.channel.key.key.text
            guard let next = byKey[target] else {
                throw mapping.failure("merge_into names no channel of any archive", channel: key)
            }
            guard seen.insert(next.id).inserted else {
                throw mapping.failure("merge_into leads in a circle", channel: key)
            }
            room = next
        }
        return room
    }

    // Merging must not show anybody what was said behind a closed door.
    private func check(
        _ channel: PlanSession.PlannedChannel, into room: PlanSession.PlannedChannel
    ) throws {
        let key = channel.channel.key.key.text
        guard channel.channel.isPrivateTalk == room.channel.isPrivateTalk else {
            throw mapping.failure(
                "a direct or group message can only be merged with another one", channel: key)
        }
        let rule = mapping.decisions[room.channel.key.key.text]?.joinRule
        let isOpen = [.public, .list].contains(room.channel.kind) && rule != .invite
        guard !isOpen || [.public, .list].contains(channel.channel.kind) else {
            throw mapping.failure(
                "a private channel would become readable for everybody: give the other line the join_rule invite",
                channel: key)
        }
    }
}
