// SPDX-License-Identifier: Apache-2.0
public import FerryJSON
public import FerryModel

/// The content of `m.room.message` events, as templates.
public enum MessageContent {
    /// The most bytes of canonical JSON a content may have. A whole event may have 65,536 bytes; ids, signatures
    /// and references take up to about 3,000 of them.
    public static let sizeLimit = 60_000

    /// The content of a text, an emote or a notice, with exact mentions so that nobody is highlighted by a word.
    public static func text(_ text: RenderedText, msgtype: String) -> JSONValue {
        var content: JSONValue = [
            "msgtype": .string(msgtype),
            "body": .string(text.body),
            "m.mentions": mentions(text.mentions),
        ]
        if let html = text.formattedBody {
            content["format"] = "org.matrix.custom.html"
            content["formatted_body"] = html
        }
        return content
    }

    /// What `m.mentions` holds: the users named, and never a whole room.
    public static func mentions(_ users: [UserID]) -> JSONValue {
        users.isEmpty ? [:] : ["user_ids": .array(users.map { .string($0.text) })]
    }

    /// The content of a file, shown as what its media type says.
    public static func file(
        name: String, mediaType: String, size: Int64, pixels: PixelSize?, media key: Int64
    ) -> JSONValue {
        var info: JSONValue = ["size": .int(size)]
        if !mediaType.isEmpty { info["mimetype"] = .string(mediaType) }
        if let pixels {
            info["w"] = .int(pixels.width)
            info["h"] = .int(pixels.height)
        }
        return [
            "msgtype": .string(msgtype(of: mediaType)),
            "body": .string(name),
            "filename": .string(name),
            "info": info,
            "url": Template.json(.media(key)),
            "m.mentions": [:],
        ]
    }

    /// Keeps with an event what stands on a mail besides its text. Of long lists of recipients the beginning is
    /// kept, with the number of all, so that the text keeps its room.
    public static func mailed(_ content: JSONValue, _ envelope: Envelope) -> JSONValue {
        var mail: JSONValue = [
            "message_id": .string(envelope.messageID), "subject": .string(envelope.subject),
        ]
        for (name, addresses) in [("from", envelope.from), ("to", envelope.to), ("cc", envelope.cc)]
        where !addresses.isEmpty {
            let kept = addresses.prefix(50).map { String($0.prefix(320)) }
            mail[name] = .array(kept.map { .string(CleanText.line($0, limit: 1_000)) })
            if kept.count < addresses.count { mail[name + "_count"] = .int(Int64(addresses.count)) }
        }
        var content = content
        content["eu.matrix-ferry.mail"] = mail
        return content
    }

    /// Puts a message into a thread. Clients without threads see an answer to the thread's first message.
    ///
    /// Source: client-server API, "Threading".
    public static func inThread(_ content: JSONValue, root key: Int64, replyTo: Int64?) -> JSONValue {
        var content = content
        content["m.relates_to"] = [
            "rel_type": "m.thread",
            "event_id": Template.json(.event(key)),
            "is_falling_back": .bool(replyTo == nil),
            "m.in_reply_to": ["event_id": Template.json(.event(replyTo ?? key))],
        ]
        return content
    }

    /// Makes a message an answer to another.
    public static func inReply(_ content: JSONValue, to key: Int64) -> JSONValue {
        var content = content
        content["m.relates_to"] = ["m.in_reply_to": ["event_id": Template.json(.event(key))]]
        return content
    }

    /// The content of a reaction: characters, or the image of a custom emoji with its name beside it (MSC4027).
    public static func reaction(_ shown: String, image: Int64?, to key: Int64) -> JSONValue {
        let characters = JSONValue.string(CleanText.line(shown, limit: CleanText.reactionKeyLimit))
        var content: JSONValue = [
            "m.relates_to": [
                "rel_type": "m.annotation",
                "event_id": Template.json(.event(key)),
                "key": image.map { Template.json(.media($0)) } ?? characters,
            ]
        ]
        if image != nil { content["shortcode"] = characters }
        return content
    }

    private static func msgtype(of mediaType: String) -> String {
        switch mediaType.prefix(while: { $0 != "/" }) {
        case "image": "m.image"
        case "video": "m.video"
        case "audio": "m.audio"
        default: "m.file"
        }
    }
}
