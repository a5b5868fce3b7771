// SPDX-License-Identifier: Apache-2.0
public import FerryJSON

/// What a user shows of himself.
public struct Profile: Hashable, Sendable {
    /// The display name, where there is one.
    public var displayName: String?
    /// The `mxc://` of the avatar, where there is one.
    public var avatar: String?
}

extension Homeserver {
    /// Registers a user of the namespace and gives his id. No login comes with it. `M_USER_IN_USE` is
    /// `alreadyExists`: whether the account is ours to use, `whoami(as:)` tells.
    public func register(localpart: String) async -> Answer<String> {
        await send(
            Call(
                .post, .v3("register"),
                body: [
                    "type": "m.login.application_service", "username": .string(localpart),
                    "inhibit_login": true,
                ], answering: "user_id"
            ) { $0.errcode == "M_USER_IN_USE" })
    }

    /// Creates the user's device, or renames it.
    public func putDevice(_ device: String, named name: String, of user: String) async -> Answer<Void> {
        await send(
            Call(.put, .v3("devices", device), as: Masquerade(user), body: ["display_name": .string(name)]))
    }

    /// Removes the user's device, and with it what the homeserver remembers of its transaction ids.
    public func deleteDevice(_ device: String, of user: String) async -> Answer<Void> {
        await send(Call(.delete, .v3("devices", device), as: Masquerade(user)))
    }

    /// Sets the display name before the user joins rooms.
    ///
    /// In every room the user has joined by then Synapse writes an event of its own, and it does so a while after it has
    /// answered. It is asked to leave that out (MSC4069), which it heeds where
    /// `msc4069_profile_inhibit_propagation` is switched on.
    public func setDisplayName(_ name: String, of user: String) async -> Answer<Void> {
        await send(
            Call(
                .put, Self.profilePath(user, "displayname"), as: Masquerade(user),
                body: ["displayname": .string(name)]))
    }

    /// Sets the avatar; otherwise like `setDisplayName`.
    public func setAvatar(_ media: MediaAddress, of user: String) async -> Answer<Void> {
        await send(
            Call(
                .put, Self.profilePath(user, "avatar_url"), as: Masquerade(user),
                body: ["avatar_url": .string(media.description)]))
    }

    private static func profilePath(_ user: String, _ field: String) -> RequestPath {
        .v3("profile", user, field).with("org.matrix.msc4069.propagate", "false")
    }

    /// Display name and avatar.
    public func profile(of user: String) async -> Answer<Profile> {
        await send(
            Call(method: .get, path: .v3("profile", user)) { root in
                Profile(displayName: root["displayname"]?.string, avatar: root["avatar_url"]?.string)
            })
    }

    /// The user's account data of one type, for all rooms or for one; a refusal that `isNotFound` when there is none.
    public func accountData(_ type: String, of user: String, room: String? = nil) async -> Answer<JSONValue> {
        await send(
            Call(method: .get, path: Self.accountDataPath(type, user, room), masquerade: Masquerade(user)) {
                $0.value
            })
    }

    /// Replaces the user's account data of one type.
    public func putAccountData(
        _ type: String, _ content: JSONValue, of user: String, room: String? = nil
    ) async -> Answer<Void> {
        await send(Call(.put, Self.accountDataPath(type, user, room), as: Masquerade(user), body: content))
    }

    private static func accountDataPath(_ type: String, _ user: String, _ room: String?) -> RequestPath {
        guard let room else { return .v3("user", user, "account_data", type) }
        return .v3("user", user, "rooms", room, "account_data", type)
    }
}
