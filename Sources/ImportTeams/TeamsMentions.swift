// SPDX-License-Identifier: Apache-2.0
internal import FerryImport
internal import FerryJSON
internal import FerryModel

/// Whom the mentions of one message name, by the ids that its text uses.
struct TeamsMentions {
    private var byId: [String: JSONElement] = [:]
    private let context: TeamsContext

    init(_ message: JSONElement, _ context: TeamsContext, noting mistyped: inout MistypedMembers) {
        self.context = context
        for mention in message.objects(.mentions, noting: &mistyped) {
            guard let id = mention.identifier(.id) else { continue }
            byId[id] = mention
            // Known even where the text does not show the mention.
            if let identity = TeamsIdentity(set: mention.object(.mentioned)) { context.people.note(identity) }
        }
    }

    /// What stands for a mention; `nil` for an id that is not explained.
    func inline(_ id: String, label: String) -> RichText.Inline? {
        guard let mention = byId[id] else { return nil }
        let text = label.isEmpty ? mention.text(.mentionText) ?? "" : label
        let mentioned = mention.object(.mentioned)
        if let identity = TeamsIdentity(set: mentioned) {
            return .mention(context.person(identity), label: text.isEmpty ? identity.name : text)
        }
        if let conversation = mentioned?.object(.conversation),
            conversation[.id] != nil || conversation[.conversationIdentityType] != nil
        {
            return Self.inline(conversation, text)
        }
        // A tag stands for people the archive does not list.
        let name = mentioned?.object(.tag)?.text(.displayName) ?? text
        return name.isEmpty ? nil : .text("@" + name)
    }

    private static func inline(_ conversation: JSONElement, _ text: String) -> RichText.Inline? {
        let name = text.isEmpty ? conversation.text(.displayName) ?? "" : text
        switch conversation.text(.conversationIdentityType)?.lowercased() {
        case "team": return .broadcast("team")
        case "chat": return .broadcast("everyone")
        case "channel":
            // A mention of the channel's name calls all its members; in another channel it is a link, but the
            // source does not tell the two apart.
            return .broadcast(name.lowercased() == "everyone" ? "everyone" : "channel")
        default:
            guard let id = conversation.text(.id) else { return name.isEmpty ? nil : .text("@" + name) }
            return id.hasPrefix("19:") ? .channelLink(TeamsKeys.channel(id), label: name) : .text("@" + name)
        }
    }
}
