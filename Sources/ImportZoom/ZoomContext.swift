// SPDX-License-Identifier: Apache-2.0
internal import FerryImport
internal import FerryModel

/// What reading one spot needs to know of the rest of the archive, and what it finds out for it.
final class ZoomContext {
    let options: ZoomOptions
    let keys: ZoomKeys
    let people: ZoomPeople
    let rooms = ZoomRooms()
    let files: ZoomFiles
    let meetings = ZoomMeetings()
    let losses: StatedLosses
    let sink: any RecordSink
    /// Emoji the account made itself, by the id of their picture.
    var emoji: [String: String] = [:]

    init(options: ZoomOptions, files: ZoomFiles, sink: any RecordSink) {
        self.options = options
        self.files = files
        self.sink = sink
        keys = ZoomKeys(account: options.account)
        people = ZoomPeople(keys, joinNames: options.joinNames)
        losses = StatedLosses(sink)
    }

    /// The moment that a clock on a wall shows, in the zone of the options.
    func timestamp(wallSeconds: Int64) -> Timestamp {
        Timestamp(seconds: (options.timeZone ?? .utc).utc(fromLocal: wallSeconds))
    }

    /// The place of a message in its channel: microseconds, since many sources state whole seconds only.
    ///
    /// - Parameter index: how many messages of the same moment come before it.
    func order(_ time: Timestamp, index: Int = 0) -> Int64 {
        time.milliseconds.multipliedReportingOverflow(by: 1000).partialValue
            &+ Int64(min(max(index, 0), 999_999))
    }

    /// The talk between two people, with both as its members; `nil` when one of them is nobody.
    func directRoom(_ one: ZoomIdentity, _ other: ZoomIdentity) -> String? {
        guard let first = people.id(of: one), let second = people.id(of: other) else { return nil }
        let room = ZoomRooms.direct(first, second)
        rooms.change(room) { room in
            for person in [first, second] {
                room.presence[person, default: ZoomRoom.Presence()].isListed = true
            }
        }
        return room
    }

    /// Yields the account, its people and its channels, once all files have been read.
    func yield() throws {
        let pictures = emoji.sorted { $0.value < $1.value }.map { id, name in
            Emoji(name: name, characters: nil, image: files.entry(id: id) == nil ? nil : keys.emoji(id))
        }
        try sink.take(
            .workspace(
                Workspace(
                    key: keys.workspace, name: options.account.isEmpty ? "Zoom" : options.account,
                    emoji: pictures)))
        for room in rooms.rooms.values.sorted(by: { $0.id < $1.id }) { try yield(room) }
        for person in people.records() { try sink.take(.person(person)) }
    }

    private func yield(_ room: ZoomRoom) throws {
        let key = keys.channel(room.id)
        let isDirect = room.id.hasPrefix("direct/")
        try sink.take(
            .channel(
                Channel(
                    key: key, workspace: keys.workspace, kind: room.kind ?? (isDirect ? .direct : .unknown),
                    name: isDirect || room.kind == .direct
                        ? "" : room.name.isEmpty ? "Zoom channel " + room.id.suffix(8) : room.name,
                    archived: room.isArchived)))
        if room.kind == nil, !isDirect {
            try losses.state(
                "zoom.channel.not-described", .carriedWithLoss, .channel, key: key.key,
                because:
                    "no list of sessions or channels describes this one: its name, kind or members are unknown"
            )
        }
        if room.assumesUTC {
            try losses.state(
                "zoom.time.no-zone", .carriedWithLoss, .channel, key: key.key,
                because: "the times of its messages name no zone and were taken for UTC; set zoom.time_zone")
        }
        for (person, presence) in room.presence.sorted(by: { $0.key < $1.key }) {
            try yield(presence, of: person, in: room, key)
        }
    }

    // Where a list of members exists, those who only wrote have left, when nobody knows.
    private func yield(_ presence: ZoomRoom.Presence, of person: String, in room: ZoomRoom, _ key: ChannelKey)
        throws
    {
        var left = presence.left
        if let joined = presence.joined, let stated = left, stated <= joined { left = nil }
        if presence.isListed {
            left = nil
        } else if room.hasMemberList, room.kind != .direct, left == nil, ZoomIdentity.address(person) != nil {
            // People whose address Zoom hides are in no list.
            left = presence.lastSeen ?? presence.joined
        }
        try sink.take(
            .membership(
                Membership(
                    channel: key, person: keys.person(person), joinedAt: presence.joined, leftAt: left,
                    role: presence.role)))
    }
}
