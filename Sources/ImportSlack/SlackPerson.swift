// SPDX-License-Identifier: Apache-2.0
internal import FerryImport
internal import FerryJSON
internal import FerryModel

/// A person or bot as `users.json` or a message describes it.
struct SlackPerson {
    var id: String
    var handle = ""
    var displayName = ""
    var addresses: [String] = []
    var role = Person.Role.unknown
    var departed = false
    var team: String?
    /// Whether the person belongs to an organisation of several workspaces, whose people may name any of them.
    var inOrganisation = false
    /// The id messages of a bot carry, where it differs from its user's id.
    var botId: String?

    /// Somebody of whom only the id is known.
    init(id: String) {
        self.id = id
        if id == "USLACKBOT" {
            handle = "slackbot"
            displayName = "Slackbot"
            role = .bot
        }
    }

    /// An entry of `users.json`; `nil` when it has no id.
    init?(user: JSONElement) {
        guard let id = user.text("id") else { return nil }
        self.init(id: id)
        let profile = user["profile"]
        handle = user.text("name") ?? handle
        displayName =
            profile?.text("display_name") ?? profile?.text("real_name") ?? user.text("real_name")
            ?? user.text("name") ?? displayName
        addresses = profile?.text("email").map { [$0] } ?? []
        role = Self.role(user)
        departed = user.isTrue("deleted")
        team = user.text("team_id") ?? profile?.text("team")
        botId = profile?.text("bot_id")
        inOrganisation = user["enterprise_user"]?.kind == .object
    }

    /// The `user_profile` a message carries.
    init(id: String, profile: JSONElement, workspace: String) {
        self.init(id: id)
        handle = profile.text("name") ?? handle
        displayName =
            profile.text("display_name") ?? profile.text("real_name") ?? profile.text("name") ?? displayName
        team = profile.text("team")
        if let team, team != workspace { role = .external }
    }

    /// The record.
    func record(_ keys: SlackKeys, avatar: AttachmentKey?) -> Person {
        let isForeign = team.map { $0 != keys.workspaceId } ?? false
        let isNative = [.owner, .admin, .member].contains(role)
        return Person(
            key: keys.person(id), handle: handle,
            displayName: displayName.isEmpty ? fallbackName : displayName,
            addresses: addresses, role: isForeign && isNative && !inOrganisation ? .external : role,
            departed: departed, avatar: avatar)
    }

    private var fallbackName: String { handle.isEmpty ? id : handle }

    private static func role(_ user: JSONElement) -> Person.Role {
        if user.isTrue("is_bot") || user.isTrue("is_workflow_bot") || user.text("id") == "USLACKBOT" {
            return .bot
        }
        if user.isTrue("is_stranger") { return .external }
        if user.isTrue("is_restricted") || user.isTrue("is_ultra_restricted") { return .guest }
        if user.isTrue("is_owner") || user.isTrue("is_primary_owner") { return .owner }
        return user.isTrue("is_admin") ? .admin : .member
    }
}
