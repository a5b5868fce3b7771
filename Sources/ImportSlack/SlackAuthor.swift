// SPDX-License-Identifier: Apache-2.0
internal import FerryImport
internal import FerryJSON
internal import FerryModel

/// Who wrote a message.
struct SlackAuthor {
    /// The id of the person or bot.
    private(set) var id: String
    /// The name the message showed, where it differs from the person's.
    private(set) var shownName: String?
    /// Whether a machine wrote it.
    private(set) var isBot = false
    /// Whether the message does not say who wrote it.
    private(set) var isUnstated = false

    /// Finds the author and remembers what the message says about them.
    init(_ message: JSONElement, _ context: SlackContext) {
        let people = context.people
        let isBotMessage = message.text("subtype") == "bot_message"
        let user = message["comment"]?.text("user") ?? message.text("user")
        let username = message.text("username")
        if let user, !(isBotMessage && message.text("bot_id") != nil) {
            id = people.canonical(bot: user)
            people.note(id, Self.profile(user, message, context.keys.workspaceId))
        } else if let bot = message.text("bot_id") ?? message["bot_profile"]?.text("id") {
            id = people.canonical(bot: bot)
            people.note(id, Self.bot(bot, message, context))
        } else if let username {
            // Old webhooks have a name and nothing else.
            id = "name/" + username
            people.note(id, Self.bot(id, message, context))
        } else {
            id = "unknown"
            isUnstated = true
            people.note(id)
        }
        isBot = isBotMessage || people.isBot(id)
        if isBot, let username, username != people.name(id) { shownName = username }
    }

    private static func profile(_ user: String, _ message: JSONElement, _ workspace: String) -> SlackPerson? {
        if let profile = message["user_profile"], profile.kind == .object {
            return SlackPerson(id: user, profile: profile, workspace: workspace)
        }
        guard let profile = message["bot_profile"], profile.kind == .object else { return nil }
        return SlackPerson(bot: user, name: profile.text("name") ?? "")
    }

    private static func bot(_ id: String, _ message: JSONElement, _ context: SlackContext) -> SlackPerson {
        let profile = message["bot_profile"]
        let app = profile?.text("app_id") ?? message.text("app_id")
        let name =
            profile?.text("name") ?? message.text("username")
            ?? app.flatMap { context.integrations[$0] } ?? context.integrations[id] ?? ""
        return SlackPerson(bot: id, name: name)
    }
}

extension SlackPerson {
    /// A bot of which a message states the name.
    init(bot id: String, name: String) {
        self.init(id: id)
        role = .bot
        displayName = name
    }
}
