// SPDX-License-Identifier: Apache-2.0
internal import FerryImport
internal import FerryJSON
internal import FerryModel

/// The reactions to one message of the chat.
struct ZoomReactions {
    private let context: ZoomContext
    private let key: MessageKey
    private let room: String

    init(_ context: ZoomContext, key: MessageKey, room: String) {
        self.context = context
        self.key = key
        self.room = room
    }

    /// Yields each of them, or a loss for those that name nobody.
    func read(_ message: JSONElement) throws {
        var mistyped = MistypedMembers()
        for reaction in message.objects("reactions", noting: &mistyped) {
            guard let code = reaction.text("emoji") else {
                try lose("zoom.reaction.unknown", "unknown", 1, "a reaction does not say what it is")
                continue
            }
            try yield(reaction, Emoji(name: code, characters: Self.characters(code)))
        }
        for reaction in message.objects("custom_emoji_reactions", noting: &mistyped) {
            let id = reaction.text("file_id") ?? reaction.text("emoji_id") ?? reaction.text("emoji")
            let name =
                reaction.text("name") ?? reaction.text("emoji_name") ?? id.flatMap { context.emoji[$0] } ?? id
            guard let name else {
                try lose("zoom.reaction.unknown", "unknown", 1, "a reaction does not say what it is")
                continue
            }
            let image = id.flatMap { context.files.entry(id: $0) == nil ? nil : context.keys.emoji($0) }
            try yield(reaction, Emoji(name: name.filter { $0 != ":" }, characters: nil, image: image))
        }
        guard !mistyped.isEmpty else { return }
        try lose(
            "zoom.reaction.wrong-type", "", 1,
            "the reactions to the message are not of the type that the format gives them", .notSupported)
    }

    private func yield(_ reaction: JSONElement, _ emoji: Emoji) throws {
        var seen: Set<PersonKey> = []
        for identity in Self.senders(reaction) {
            guard let person = context.people.person(identity), seen.insert(person).inserted else { continue }
            try context.sink.take(
                .reaction(
                    Reaction(message: key, channel: context.keys.channel(room), person: person, emoji: emoji))
            )
        }
        let total = Int(clamping: reaction.number("total_count") ?? 0)
        guard total > seen.count || seen.isEmpty else { return }
        try lose(
            "zoom.reaction.nameless", emoji.name, max(min(total, 100_000) - seen.count, 1),
            "the export says how many reacted, but not who all of them were")
    }

    private func lose(
        _ code: String, _ name: String, _ count: Int, _ reason: String, _ state: Loss.State = .notInSource
    ) throws {
        try context.losses.state(
            code, state, .reaction, key: key.key.sibling(.reaction, id: key.key.id + "/" + name),
            count: count, because: reason)
    }

    // The report lists users' and members' ids side by side, the chat interface pairs them.
    static func senders(_ reaction: JSONElement) -> [ZoomIdentity] {
        let paired = reaction.objects("senders").map {
            ZoomIdentity(
                address: $0.text("email"), memberId: $0.text("member_id"), userId: $0.text("user_id"))
        }
        let users = reaction.texts("user_ids")
        let members = reaction.texts("member_ids")
        if users.count == members.count {
            return paired + zip(users, members).map { ZoomIdentity(memberId: $1, userId: $0) }
        }
        return paired
            + (members.isEmpty
                ? users.map { ZoomIdentity(userId: $0) } : members.map { ZoomIdentity(memberId: $0) })
    }

    /// The characters of code points such as `U+1F1E9 U+1F1EA`; `nil` for what is none. Characters stay as they are.
    static func characters(_ code: String) -> String? {
        if !code.unicodeScalars.allSatisfy(\.isASCII) { return code }
        var scalars = String.UnicodeScalarView()
        let parts = code.uppercased().split { $0 == " " || $0 == "," || $0 == "_" || $0 == "-" }
        for part in parts {
            let digits =
                part.hasPrefix("U+") ? part.dropFirst(2) : part.hasPrefix("\\U") ? part.dropFirst(2) : part
            guard digits.utf8.count >= 2, let value = UInt32(digits, radix: 16),
                let scalar = Unicode.Scalar(value),
                value > 31
            else { return nil }
            scalars.append(scalar)
        }
        return scalars.isEmpty ? nil : String(scalars)
    }
}
