// SPDX-License-Identifier: Apache-2.0
internal import FerryImport
internal import FerryJSON
internal import FerryModel
internal import FerryText

/// The reactions to one message.
enum TeamsReactions {
    /// Yields each of them, or a loss for one that names nobody.
    static func read(_ message: JSONElement, _ parts: TeamsMessageParts) throws {
        var mistyped = MistypedMembers()
        for reaction in message.objects(.reactions, noting: &mistyped) {
            guard let emoji = try emoji(reaction, parts) else {
                try parts.lose(
                    "teams.reaction.unknown", .notSupported, .reaction, key: key(parts, "unknown"),
                    because: "a reaction does not say what it is")
                continue
            }
            guard let identity = TeamsIdentity(set: reaction.object(.user)) ?? bare(reaction) else {
                try parts.lose(
                    "teams.reaction.nameless", .notInSource, .reaction, key: key(parts, emoji.name),
                    because: "a reaction does not say whose it is")
                continue
            }
            try parts.context.sink.take(
                .reaction(
                    Reaction(
                        message: parts.key, channel: TeamsKeys.channel(parts.channel),
                        person: parts.context.person(identity), emoji: emoji,
                        reactedAt: reaction.moment(.createdDateTime)?.timestamp)))
        }
        guard !mistyped.isEmpty else { return }
        try parts.lose(
            "teams.reaction.wrong-type", .notSupported, .reaction, key: key(parts, ""),
            because: "the reactions to the message are not of the type that the format gives them")
    }

    // Some tools flatten the identity set.
    private static func bare(_ reaction: JSONElement) -> TeamsIdentity? {
        reaction.object(.user).flatMap { $0.text(.id) == nil ? nil : TeamsIdentity(user: $0) }
    }

    private static func key(_ parts: TeamsMessageParts, _ name: String) -> SourceKey {
        parts.key.key.sibling(.reaction, id: parts.key.key.id + "/" + name)
    }

    private static func emoji(_ reaction: JSONElement, _ parts: TeamsMessageParts) throws -> Emoji? {
        guard let type = reaction.text(.reactionType) else { return nil }
        if let url = reaction.text(.reactionContentUrl) {
            let name = (reaction.text(.displayName) ?? TeamsImage.contentId(of: url) ?? type).filter {
                $0 != ":"
            }
            return Emoji(name: name, characters: nil, image: try parts.emojiImage(url))
        }
        if type == "custom" {
            return reaction.text(.displayName).map { Emoji(name: $0.filter { $0 != ":" }, characters: nil) }
        }
        return Emoji(name: type, characters: characters(type))
    }

    /// The characters of a reaction: what it is itself, or what Teams shows for the older names.
    static func characters(_ type: String) -> String? {
        guard type.unicodeScalars.allSatisfy(\.isASCII) else { return type }
        if let known = names[type.lowercased()] { return known }
        return fromCodePoints(type) ?? EmojiNames.characters(named: type.lowercased())
    }

    // `1f44d_thumbsup`, `1f468-1f3fd-1f4bb_…`: code points before the name.
    private static func fromCodePoints(_ type: String) -> String? {
        guard let mark = type.firstIndex(of: "_") else { return nil }
        var text = String.UnicodeScalarView()
        for part in type[..<mark].split(separator: "-") {
            guard part.utf8.count >= 4, let value = UInt32(part, radix: 16),
                let scalar = Unicode.Scalar(value)
            else {
                return nil
            }
            text.append(scalar)
        }
        return text.isEmpty ? nil : String(text)
    }

    private static let names = [
        "like": "👍", "heart": "❤️", "laugh": "😆", "surprised": "😮", "sad": "😢", "angry": "😡", "yes": "👍",
        "no": "👎", "thumbsup": "👍", "thumbsdown": "👎", "smile": "🙂", "sadblink": "😢", "cry": "😭",
        "follow": "👀", "checkmark": "✅", "clap": "👏", "party": "🎉",
    ]
}
