// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import FerryStore
import MatrixEvents

/// The events that carry one message, as contents in order. Pure: a message in, contents and losses out.
struct MessagePlan {
    /// One event of a message.
    struct Event {
        /// What it counts as in the report.
        enum Role {
            case message
            case edit
            case redaction
        }

        let role: Role
        let type: String
        let part: String
        let content: JSONValue
        let time: Timestamp
    }

    /// The events, the first of which others relate to.
    private(set) var events: [Event] = []
    /// What of the message is lost, as code and reason.
    private(set) var losses: [(code: String, reason: String)] = []

    /// Plans a message.
    ///
    /// - Parameters:
    ///   - hasRoot: whether the first message of its thread is carried.
    ///   - hasReplyTarget: whether the message it answers is carried.
    ///   - shownName: the name its author's account shows.
    ///   - redacts: whether the room's version lets a deletion bear its own time; without, nothing is redacted.
    ///   - threads: whether replies stand in threads.
    ///   - sentParts: what an earlier upload has sent of it besides its main event.
    init(
        _ message: StoredMessage, context: RenderContext, hasRoot: Bool, hasReplyTarget: Bool,
        shownName: String, redacts: Bool, threads: Bool = true, sentParts: [String]
    ) {
        var contents = contents(of: message, context: context)
        contents = contents.enumerated().map { index, content in
            // The files of a mail stand in its thread, so that the room shows subjects only.
            if index > 0, threads, message.envelope != nil, message.root == nil {
                return MessageContent.inThread(content, root: message.id, replyTo: nil)
            }
            return threads
                ? related(content, message, hasRoot: hasRoot, hasReplyTarget: hasReplyTarget)
                : answered(content, message, hasRoot: hasRoot, hasReplyTarget: hasReplyTarget)
        }
        if let name = message.authorName, !name.isEmpty, name != shownName {
            contents = contents.map { Self.named($0, name, key: message.author) }
        }
        for (index, content) in contents.enumerated() {
            let part = index == 0 ? "" : "file:\(index)"
            events.append(
                Event(
                    role: .message, type: "m.room.message", part: part, content: content, time: message.sentAt
                ))
        }
        if let editedAt = message.editedAt, message.deletedAt == nil {
            planEdit(of: message, at: editedAt, main: contents[0])
        }
        if message.deletedAt != nil, !redacts {
            losses.append(
                (
                    "message.deletion",
                    "rooms of this version take no deletion of the past, so the place stays, empty"
                ))
        } else if let deletedAt = message.deletedAt {
            planDeletion(of: message, at: deletedAt, sentParts: sentParts)
        }
        if message.broadcast {
            losses.append(
                ("message.broadcast", "a reply that was shown in the channel too is shown in its thread only")
            )
        }
    }

    /// Whether nothing is lost.
    var isWhole: Bool { losses.isEmpty }

    // MARK: Contents

    private mutating func contents(of message: StoredMessage, context: RenderContext) -> [JSONValue] {
        // What was deleted is not sent, not even to be redacted: homeservers keep redacted texts for days.
        let body = message.deletedAt == nil ? Self.withMissingFiles(message) : RichText([])
        let rendered = RenderedText(body, in: context)
        // The files of a deleted message are not even uploaded; its main event is the place in the room it had.
        let files =
            message.deletedAt == nil ? message.attachments.compactMap { Self.file($0, context: context) } : []
        guard !body.isEmpty || files.isEmpty else {
            return files.enumerated().map { $0.offset == 0 ? Self.mailed($0.element, message) : $0.element }
        }
        var text = MessageContent.text(rendered, msgtype: Self.msgtype(of: message.kind))
        text = Self.mailed(text, message)
        // What happened to a channel names people without addressing them.
        if Self.isReport(message.kind) { text["m.mentions"] = MessageContent.mentions([]) }
        return [fitted(text)] + files
    }

    private static func mailed(_ content: JSONValue, _ message: StoredMessage) -> JSONValue {
        guard let envelope = message.envelope, message.deletedAt == nil else { return content }
        return MessageContent.mailed(content, envelope)
    }

    private static func isReport(_ kind: Message.Kind) -> Bool {
        switch kind {
        case .system, .call: true
        case .text, .emote, .notice, .poll, .card: false
        }
    }

    private static func msgtype(of kind: Message.Kind) -> String {
        switch kind {
        case .text, .poll, .card: "m.text"
        case .emote: "m.emote"
        case .notice, .system, .call: "m.notice"
        }
    }

    private static func file(_ attachment: StoredAttachment, context: RenderContext) -> JSONValue? {
        guard let file = attachment.file, let media = context.media(attachment.key) else { return nil }
        return MessageContent.file(
            name: CleanText.fileName(attachment.name), mediaType: attachment.mediaType, size: file.size,
            pixels: attachment.pixels, media: media)
    }

    // A file that the archive does not hold is named where it stood, with its link if it had one.
    private static func withMissingFiles(_ message: StoredMessage) -> RichText {
        var body = message.body
        for attachment in message.attachments where attachment.file == nil {
            let name = attachment.name.isEmpty ? "file" : attachment.name
            let shown: RichText.Inline = attachment.link.map { .link(url: $0, [.text(name)]) } ?? .text(name)
            body.blocks.append(.paragraph([.emphasis([.text("File not carried over: "), shown])]))
        }
        return body
    }

    private mutating func fitted(_ content: JSONValue) -> JSONValue {
        guard content.canonicalBytes().count > MessageContent.sizeLimit else { return content }
        var content = content
        content["format"] = nil
        content["formatted_body"] = nil
        if content.canonicalBytes().count > MessageContent.sizeLimit {
            let body = content["body"]?.string ?? ""
            content["body"] = .string(Self.cutMark)
            let room = MessageContent.sizeLimit - content.canonicalBytes().count
            content["body"] = .string(Self.prefix(body, canonicalBytes: room) + Self.cutMark)
            losses.append(("message.cut", "the message is longer than an event may be and was cut"))
        } else {
            losses.append(("message.formatting", "the message is too long to keep its formatting"))
        }
        return content
    }

    private static let cutMark = " […]"

    /// The beginning of a text that takes no more bytes than a limit in canonical JSON, which writes some characters
    /// with two bytes or six. Source: Matrix specification, appendices, "Canonical JSON".
    private static func prefix(_ text: String, canonicalBytes limit: Int) -> String {
        var count = 0
        return String(
            text.prefix { character in
                for byte in character.utf8 {
                    switch byte {
                    case 0x22, 0x5C, 0x08, 0x09, 0x0A, 0x0C, 0x0D: count += 2
                    case 0..<0x20: count += 6
                    default: count += 1
                    }
                }
                return count <= limit
            })
    }

    // MARK: Relations

    private mutating func related(
        _ content: JSONValue, _ message: StoredMessage, hasRoot: Bool, hasReplyTarget: Bool
    ) -> JSONValue {
        let target = hasReplyTarget ? message.replyTo : nil
        if let root = message.root, hasRoot {
            return MessageContent.inThread(content, root: root, replyTo: target)
        }
        if message.root != nil, !losses.contains(where: { $0.code == "message.thread-root" }) {
            losses.append(("message.thread-root", "the first message of its thread is not carried"))
        }
        guard let target else { return content }
        return MessageContent.inReply(content, to: target)
    }

    private mutating func answered(
        _ content: JSONValue, _ message: StoredMessage, hasRoot: Bool, hasReplyTarget: Bool
    ) -> JSONValue {
        let target = hasReplyTarget ? message.replyTo : hasRoot ? message.root : nil
        if message.root != nil, !losses.contains(where: { $0.code == "message.thread" }) {
            losses.append(
                ("message.thread", "the configuration has no threads, so the reply is an answer in the room"))
        }
        return target.map { MessageContent.inReply(content, to: $0) } ?? content
    }

    // MSC4144: the name a bot used for this one message; clients that do not know it show the bot's own.
    private static func named(_ content: JSONValue, _ name: String, key: Int64) -> JSONValue {
        var content = content
        content["com.beeper.per_message_profile"] = [
            "id": .string("\(key)"), "displayname": .string(CleanText.displayName(name)),
        ]
        return content
    }

    // MARK: Edits and deletions

    private mutating func planEdit(of message: StoredMessage, at editedAt: Timestamp, main: JSONValue) {
        var new = main
        new["m.relates_to"] = nil
        var content = new
        content["body"] = .string("* " + (new["body"]?.string ?? ""))
        content["m.new_content"] = new
        content["m.relates_to"] = [
            "rel_type": "m.replace", "event_id": Template.json(.event(message.id)),
        ]
        content["m.mentions"] = [:]
        if content.canonicalBytes().count > MessageContent.sizeLimit {
            content["body"] = "* […]"
            content["formatted_body"] = nil
            content["format"] = nil
        }
        events.append(
            Event(
                role: .edit, type: "m.room.message", part: "edit:\(editedAt.milliseconds)", content: content,
                time: editedAt))
    }

    // A redaction empties one event: files and edits that were sent have their own.
    private mutating func planDeletion(
        of message: StoredMessage, at deletedAt: Timestamp, sentParts: [String]
    ) {
        let others = sentParts.filter { $0.hasPrefix("file:") || $0.hasPrefix("edit:") }
        for part in [""] + others {
            let target = Template.json(part.isEmpty ? .event(message.id) : .part(message.id, part))
            events.append(
                Event(
                    role: .redaction, type: "m.room.redaction",
                    part: part.isEmpty ? "redact" : "redact:" + part, content: ["redacts": target],
                    time: deletedAt))
        }
    }
}
