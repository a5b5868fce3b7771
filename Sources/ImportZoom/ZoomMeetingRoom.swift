// SPDX-License-Identifier: Apache-2.0
internal import FerryImport
internal import FerryModel

/// Yields what happened in one meeting, from whichever file tells it.
final class ZoomMeetingRoom {
    let context: ZoomContext
    let meeting: ZoomMeeting
    /// The id of the room.
    let id: String
    /// What keeps people apart that only a word such as “Me” names, by file.
    private let file: String
    private var moments: [Int64: Int] = [:]

    init(_ context: ZoomContext, _ meeting: ZoomMeeting, file: String) {
        self.context = context
        self.meeting = meeting
        self.file = String(SHA256.digest(of: file).hex.prefix(12))
        id = meeting.room(context.options)
    }

    /// Makes the room known; to be called once there is something to put into it.
    func open() {
        context.rooms.change(id) { [meeting, context] room in
            room.kind = .meeting
            room.name = meeting.name(context.options)
            let isStated = context.options.timeZone != nil || (meeting.date?.isUTC ?? false)
            room.assumesUTC = room.assumesUTC || !isStated
        }
    }

    /// Somebody by the name the file shows.
    func identity(_ name: String) throws -> ZoomIdentity {
        let isOwn = ZoomChatWords.all.own.contains(name)
        let saver = ZoomIdentity(shown: context.options.savedBy, meeting: id)
        // Whoever saved one copy stands in the copies of others under their name.
        if saver.isNamed, isOwn || name == saver.name { return saver }
        guard isOwn else { return ZoomIdentity(shown: name, meeting: id) }
        // Everybody is “Me” in the file they saved.
        let identity = ZoomIdentity(memberId: "self/" + file, name: name, meeting: id)
        if let person = context.people.person(identity) {
            try context.losses.state(
                "zoom.meeting.own-name", .carriedWithLoss, .person, key: person.key,
                because: "the file calls whoever saved it by no name; set zoom.saved_by, or map the person")
        }
        return identity
    }

    /// The moment of seconds as the file counts them, from the start of the day of the meeting.
    func timestamp(_ seconds: Int64) -> Timestamp {
        meeting.date?.isUTC ?? false ? Timestamp(seconds: seconds) : context.timestamp(wallSeconds: seconds)
    }

    /// When a message was sent as far as all files know, and its id: the time, who sent it, and its text.
    ///
    /// The same message in the file of another participant has the same id; equal ones within one file are told
    /// apart. Within one archive the clocks of participants may differ by a few seconds.
    func place(_ seconds: Int64, _ sender: String, _ text: String) -> (seconds: Int64, id: String) {
        let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let digest = String(SHA256.digest(of: sender + "\n" + words).hex.prefix(16))
        return context.meetings.place(of: digest, at: seconds, in: id, file: file)
    }

    /// The place of a message among those of its room.
    func order(_ time: Timestamp) -> Int64 {
        let index = moments[time.milliseconds, default: 0]
        moments[time.milliseconds] = index + 1
        return context.order(time, index: index)
    }

    /// The room for a private message, with those who could read it as its members.
    func privateRoom(_ people: [ZoomIdentity]) -> String {
        let ids = Set(people.compactMap { context.people.id(of: $0) }).sorted()
        let names = ids.map { $0.hasPrefix(id) ? String($0.dropFirst(id.count + 1)) : $0 }
        let room = id + "/private/" + names.joined(separator: ",")
        context.rooms.change(room) { [meeting, context] room in
            room.kind = ids.count == 2 ? .direct : .group
            room.name = meeting.name(context.options)
            for person in ids { room.presence[person, default: ZoomRoom.Presence()].isListed = true }
        }
        return room
    }
}
