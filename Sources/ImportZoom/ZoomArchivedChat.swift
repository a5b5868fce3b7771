// SPDX-License-Identifier: Apache-2.0
internal import FerryImport
internal import FerryJSON
internal import FerryModel

/// Yields the chat of one meeting as Zoom archives it in JSON.
/// Source: https://developers.zoom.us/docs/api/references/archived-json-schema/
final class ZoomArchivedChat {
    /// What the numbers of `msg_type` mean.
    private enum Kind: Int64 {
        case shared = 1
        case direct, deleted, reaction, feedback, edited, reply
    }

    private let room: ZoomMeetingRoom
    private let context: ZoomContext
    private let start: Int64
    private let place: Place
    /// The messages so far, by Zoom's id: what follows changes them.
    private var messages: [String: (message: Message, element: JSONElement)] = [:]
    private var order: [String] = []
    private var reactions: [Reaction] = []
    private var privates = 0
    private var lost: [String: (kind: RecordKind, reason: String, count: Int)] = [:]

    /// - Parameter start: seconds at which the meeting began, as its room counts them.
    init(_ room: ZoomMeetingRoom, start: Int64, at place: Place) {
        self.room = room
        self.start = start
        self.place = place
        context = room.context
    }

    /// Whether an answer is an archived chat.
    static func isChat(_ page: JSONElement) -> Bool {
        page.text("uuid") != nil && (page["messages"]?.elements.first?["msg_type"]?.int64 != nil)
    }

    /// Yields all messages of an answer.
    func read(_ page: JSONElement) throws {
        for element in page.objects("messages") { try apply(element) }
        for id in order {
            guard let found = messages[id] else { continue }
            try context.sink.take(.message(found.message))
        }
        for reaction in reactions { try context.sink.take(.reaction(reaction)) }
        for (code, loss) in lost.sorted(by: { $0.key < $1.key }) {
            try context.losses.state(
                code, .notSupported, loss.kind, place: place, count: loss.count, because: loss.reason)
        }
        guard privates > 0 else { return }
        try context.losses.state(
            "zoom.meeting.private", .filtered, .message, place: place, count: privates,
            because: "private messages of meetings are left out unless zoom.private_messages is true")
    }

    private func apply(_ element: JSONElement) throws {
        let id = Self.decoded(element, "msg_id")
        let original = Self.decoded(element, "original_msg_id") ?? id
        guard let kind = element.number("msg_type").flatMap({ Kind(rawValue: $0) }), let time = time(element)
        else {
            return lose(
                "zoom.message.incomplete", .message, "an archived message has no known kind or no time")
        }
        switch kind {
        case .shared: try say(element, id, time)
        case .direct: try sayPrivately(element, id, time)
        case .reply: try say(element, id, time, answering: Self.decoded(element, "parent_msg_id"))
        case .edited:
            guard let original, let known = messages[original] else {
                return try say(element, original, time)
            }
            var message = known.message
            message.editedAt = room.timestamp(time)
            message.body = body(element).text
            messages[original] = (message, element)
        case .deleted:
            guard let original, messages[original] != nil else {
                return lose(
                    "zoom.message.deleted", .message, "a message was deleted before the archive kept it")
            }
            messages[original]?.message.deletedAt = room.timestamp(time)
            messages[original]?.message.body = RichText([])
            messages[original]?.message.attachments = []
        case .reaction:
            try react(
                element,
                to: Self.decoded(element, "original_msg_id") ?? Self.decoded(element, "parent_msg_id"), time)
        case .feedback:
            lose("zoom.meeting.feedback", .reaction, "raised hands and the like belong to no message")
        }
    }

    // MARK: Messages

    private func sayPrivately(_ element: JSONElement, _ id: String?, _ time: Int64) throws {
        guard context.options.privateMessages else {
            privates += 1
            return
        }
        let receivers = element.objects("receivers").map { person($0, "r") } + [person(element, "r")]
        try say(element, id, time, to: receivers.filter(\.isNamed))
    }

    private func say(
        _ element: JSONElement, _ id: String?, _ time: Int64, answering parent: String? = nil,
        to receivers: [ZoomIdentity]? = nil
    ) throws {
        let author = person(element, "s")
        guard let authorId = context.people.id(of: author) else {
            return lose("zoom.message.no-author", .message, "the message does not say who wrote it")
        }
        var channel = room.id
        if let receivers { channel = room.privateRoom([author] + receivers) } else { room.open() }
        let body = body(element)
        let id = id ?? room.place(time, authorId, Self.decoded(element, "msg_content") ?? "").id
        let key = context.keys.message(channel, "archive/" + id)
        let moment = room.timestamp(time)
        var message = Message(
            key: key, channel: context.keys.channel(channel), author: context.keys.person(authorId),
            sentAt: moment,
            order: room.order(moment), body: body.text)
        if let parent { message.threadRoot = context.keys.message(channel, "archive/" + parent) }
        message.attachments = try ZoomAttachments(context).read(element, of: key, at: place)
        if !body.lost.isEmpty {
            try context.losses.state(
                "zoom.format.not-carried", .carriedWithLoss, .message, key: key.key, place: place,
                because: "sizes, backgrounds, indents or stretches outside the text have no counterpart")
        }
        context.rooms.note(authorId, in: channel, at: moment)
        if messages[id] == nil { order.append(id) }
        messages[id] = (message, element)
    }

    private func react(_ element: JSONElement, to target: String?, _ time: Int64) throws {
        guard let target, let message = messages[target]?.message,
            let emoji = Self.decoded(element, "msg_content"),
            let reacting = context.people.person(person(element, "s"))
        else {
            return lose("zoom.meeting.reaction", .reaction, "a reaction of the meeting belongs to no message")
        }
        context.rooms.note(reacting.key.id, in: message.channel.key.id, at: room.timestamp(time))
        reactions.append(
            Reaction(
                message: message.key, channel: message.channel, person: reacting,
                emoji: Emoji(name: emoji, characters: ZoomReactions.characters(emoji)),
                reactedAt: room.timestamp(time)))
    }

    private func body(_ element: JSONElement) -> ZoomBody {
        ZoomBody(Self.decoded(element, "msg_content") ?? "", of: element, context)
    }

    private func person(_ element: JSONElement, _ prefix: String) -> ZoomIdentity {
        let address = ZoomIdentity.address(Self.decoded(element, prefix + "_email"))
        let name = Self.decoded(element, prefix + "_name") ?? ""
        return ZoomIdentity(address: address, name: name, meeting: room.id)
    }

    private func time(_ element: JSONElement) -> Int64? {
        guard let parts = element.text("e_time")?.split(separator: ":").map({ Int64($0) }), parts.count == 3,
            let hours = parts[0], let minutes = parts[1], let seconds = parts[2], (0...999).contains(hours),
            (0..<60).contains(minutes), (0..<60).contains(seconds)
        else { return nil }
        return start + hours * 3600 + minutes * 60 + seconds
    }

    private func lose(_ code: String, _ kind: RecordKind, _ reason: String) {
        lost[code] = (kind, reason, (lost[code]?.count ?? 0) + 1)
    }

    private static func decoded(_ element: JSONElement, _ key: String) -> String? {
        element.text(key).map { Base64Text.decoded($0) }
    }
}
