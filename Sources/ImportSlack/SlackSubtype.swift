// SPDX-License-Identifier: Apache-2.0
internal import FerryImport
internal import FerryJSON
internal import FerryModel
internal import FerryText

/// What a message's subtype makes of it.
/// Source: https://docs.slack.dev/reference/events/message#subtypes
enum SlackSubtype {
    /// Somebody said something.
    case said
    /// Somebody said something of themselves.
    case emote
    /// People talked.
    case call
    /// Something happened to the channel; also what nobody knows.
    case happened

    /// The meaning of a subtype; unknown ones are things that happened, by their own name.
    init(_ subtype: String?) {
        switch subtype {
        case nil, "bot_message", "thread_broadcast", "reply_broadcast", "file_share", "file_comment",
            "file_mention", "document_mention", "assistant_app_thread", "slackbot_response",
            "document_unfurl", "document_comment_root", "document_comment",
            "ekm_access_denied", "message_changed", "message_replied", "message_deleted":
            self = .said
        case "me_message": self = .emote
        case "huddle_thread", "sh_room_created", "sh_room_shared": self = .call
        default: self = .happened
        }
    }

    /// What happened, for a message of the kind `happened`.
    static func event(_ message: JSONElement, author: SlackAuthor, _ context: SlackContext) -> SystemEvent {
        let person = context.keys.person(author.id)
        let subtype = message.text("subtype") ?? ""
        // Private channels have twins of the public ones' subtypes.
        let name = subtype.hasPrefix("group_") ? "channel_" + subtype.dropFirst(6) : subtype
        let markup = SlackMarkup(context.references)
        switch name {
        case "channel_join": return .joined(person, by: inviter(message, context))
        case "channel_leave": return .left(person, by: nil)
        case "channel_topic": return .topic(markup.plain(message.text("topic") ?? ""))
        case "channel_purpose": return .purpose(markup.plain(message.text("purpose") ?? ""))
        case "channel_name": return .named(message.text("name") ?? "")
        case "channel_archive": return .archived
        case "channel_unarchive": return .unarchived
        default:
            noteBot(message, context)
            return .other(subtype)
        }
    }

    private static func inviter(_ message: JSONElement, _ context: SlackContext) -> PersonKey? {
        guard let id = message.text("inviter") else { return nil }
        context.people.note(id)
        return context.keys.person(id)
    }

    /// Notices about integrations are the only place where old exports name a bot:
    /// `<https://x.slack.com/services/B012|github>`.
    private static func noteBot(_ message: JSONElement, _ context: SlackContext) {
        guard let bot = message.text("bot_id"), let text = message.text("text"),
            let mark = text.firstRange(of: "/services/" + bot + "|")
        else { return }
        let name = text[mark.upperBound...].prefix { $0 != ">" }
        context.people.note(context.people.canonical(bot: bot), SlackPerson(bot: bot, name: String(name)))
    }
}
