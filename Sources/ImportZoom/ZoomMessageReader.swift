// SPDX-License-Identifier: Apache-2.0
internal import FerryImport
internal import FerryJSON
internal import FerryModel

/// Turns messages of the chat into records, each into one message or one loss.
struct ZoomMessageReader {
    /// In which list of the report a message stands.
    enum List {
        case sent
        case edited
        case deleted
    }

    private let context: ZoomContext
    private let attachments: ZoomAttachments

    init(_ context: ZoomContext) {
        self.context = context
        attachments = ZoomAttachments(context)
    }

    /// Learns who is who in a message.
    func learn(_ message: JSONElement) {
        context.people.learn(Self.sender(message))
        for mention in message.objects("at_items") {
            context.people.learn(
                ZoomIdentity(
                    address: mention.text("at_contact"), memberId: mention.text("at_contact_member_id")))
        }
        for reaction in message.objects("reactions") + message.objects("custom_emoji_reactions") {
            for sender in ZoomReactions.senders(reaction) { context.people.learn(sender) }
        }
    }

    /// Yields a message with its reactions and files.
    func read(_ element: JSONElement, _ scope: ZoomScope, list: List, at place: Place) throws {
        guard let time = element.moment("timestamp") ?? element.moment("date_time") else {
            return try lose("zoom.message.no-time", place, "the message states no usable time")
        }
        let sender = Self.sender(element)
        guard let room = room(of: element, from: sender, scope) else {
            return try lose(
                "zoom.message.no-place", place,
                "nothing says in which channel or talk the message stands; name the file after the session")
        }
        let author = author(element, sender)
        guard let authorId = context.people.id(of: author) else {
            return try lose("zoom.message.no-author", place, "the message does not say who wrote it")
        }
        let id = element.text("id").map(ZoomKeys.messageId) ?? derivedId(element, time, authorId)
        let key = context.keys.message(room, id)
        var message = Message(
            key: key, channel: context.keys.channel(room), author: context.keys.person(authorId),
            sentAt: time,
            order: context.order(time), body: RichText([]))
        stateChanges(&message, element, list)
        if let root = element.text("reply_main_message_id").map(ZoomKeys.messageId), root != id {
            message.threadRoot = context.keys.message(room, root)
        }
        // Bots are no members.
        if !author.isBot { context.rooms.note(authorId, in: room, at: time) }
        try fill(&message, element, author, place)
        try context.sink.take(.message(message))
        guard message.deletedAt == nil else { return }
        try ZoomReactions(context, key: key, room: room).read(element)
    }

    private func stateChanges(_ message: inout Message, _ element: JSONElement, _ list: List) {
        let status = element.text("status")?.lowercased()
        let action = element.moment("action_timestamp") ?? element.moment("action_time")
        if list == .deleted || status == "deleted" || element.text("action") == "delete" {
            message.deletedAt = action ?? message.sentAt
        } else if list == .edited || status == "edited" || element.text("action") == "edit" {
            message.editedAt = action ?? message.sentAt
        }
    }

    private func fill(
        _ message: inout Message, _ element: JSONElement, _ author: ZoomIdentity, _ place: Place
    ) throws {
        guard message.deletedAt == nil else { return }
        var mistyped = MistypedMembers()
        // Numbers are read as what they are written as.
        if element.text("message") == nil { mistyped.expect(.string, "message", element["message"]) }
        for list in ["files", "rich_text", "at_items"] { mistyped.expectObjects(list, element[list]) }
        let body = ZoomBody(element.text("message") ?? "", of: element, context)
        message.body = body.text
        message.kind =
            author.isBot
            ? (body.hasCard ? .card : .notice)
            : body.hasCard && element.text("message") == nil ? .card : .text
        message.attachments = try attachments.read(element, of: message.key, at: place)
        let key = message.key.key
        if !body.lost.isEmpty {
            try context.losses.state(
                "zoom.format.not-carried", .carriedWithLoss, .message, key: key, place: place,
                because: "sizes, backgrounds, indents or stretches outside the text have no counterpart")
        }
        if element.text("forward_id") != nil {
            try context.losses.state(
                "zoom.message.forwarded", .carriedWithLoss, .message, key: key, place: place,
                because: "the message was forwarded; where from is not in the export")
        }
        if !mistyped.isEmpty {
            try context.losses.state(
                "zoom.message.wrong-type", .carriedWithLoss, .message, key: key, place: place,
                because: mistyped.reason)
        } else if message.body.isEmpty, message.attachments.isEmpty {
            try context.losses.state(
                "zoom.message.empty", .carriedWithLoss, .message, key: key, place: place,
                because: "the message holds neither text nor files")
        }
    }

    private func lose(_ code: String, _ place: Place, _ reason: String) throws {
        try context.losses.state(code, .notSupported, .message, place: place, because: reason)
    }

    // MARK: Who and where

    static func sender(_ message: JSONElement) -> ZoomIdentity {
        let shown = ZoomIdentity(shown: message.text("sender") ?? "")
        var identity = ZoomIdentity(
            memberId: message.text("sender_member_id") ?? message.text("send_member_id"),
            userId: message.text("sender_user_id"), name: message.text("sender_display_name") ?? shown.name)
        identity.address = shown.address
        identity.isExternal = message.isTrue("is_sender_external")
        return identity
    }

    private func author(_ message: JSONElement, _ sender: ZoomIdentity) -> ZoomIdentity {
        guard let bot = message.object("bot_message") else { return sender }
        if let address = ZoomIdentity.address(bot.text("external_sender_email")) {
            var identity = ZoomIdentity(address: address)
            identity.isExternal = true
            return identity
        }
        // Whoever set the bot up is not the bot, whatever address it writes from.
        var identity = ZoomIdentity(name: bot.text("source") ?? (sender.name.isEmpty ? "Bot" : sender.name))
        identity.isBot = true
        return identity
    }

    private func room(of message: JSONElement, from sender: ZoomIdentity, _ scope: ZoomScope) -> String? {
        let inner = scope.inside(message)
        if let id = inner.known(context.rooms) { return context.rooms.canonical(id) }
        let receiver = ZoomIdentity.address(message.text("receiver"))
        var pair = inner.pair
        if let address = sender.address, let receiver { pair = (address, receiver) }
        guard let pair else {
            guard let id = inner.unknown else { return nil }
            context.rooms.change(id) { _ in }
            return id
        }
        return context.directRoom(ZoomIdentity(address: pair.0), ZoomIdentity(address: pair.1))
    }

    // Answers of the retired interface have no ids.
    private func derivedId(_ element: JSONElement, _ time: Timestamp, _ author: String) -> String {
        let text = author + "\n" + (element.text("message") ?? "")
        return "\(time.milliseconds)/" + String(SHA256.digest(of: text).hex.prefix(16))
    }
}
