// SPDX-License-Identifier: Apache-2.0
import FerryJSON

/// What the homeserver says about itself.
public struct ServerVersions: Hashable, Sendable {
    /// `v1.15` and so on.
    public var versions: [String]
    /// `unstable_features` that are on.
    public var features: Set<String>

    /// Puts it together.
    public init(versions: [String], features: Set<String> = []) {
        self.versions = versions
        self.features = features
    }
}

/// Whom the token stands for.
public struct Identity: Hashable, Sendable {
    /// The full user id.
    public var user: String
    /// The device, where one is masqueraded.
    public var device: String?
}

/// What rooms the homeserver makes.
public struct RoomVersions: Hashable, Sendable {
    /// Without a wish.
    public var standard: String
    /// Version to `stable` or `unstable`.
    public var available: [String: String]

    /// Puts it together.
    public init(standard: String, available: [String: String]) {
        self.standard = standard
        self.available = available
    }
}

extension Homeserver {
    /// `GET /versions`.
    public func versions() async -> Answer<ServerVersions> {
        await send(
            Call(method: .get, path: RequestPath("/_matrix/client", "versions")) { root in
                guard let list = root["versions"], list.kind == .array else { return nil }
                let features = root["unstable_features"]?.members.filter { $0.value.bool == true }.map(\.key)
                return ServerVersions(
                    versions: list.elements.compactMap(\.string), features: Set(features ?? []))
            })
    }

    /// `GET /account/whoami`: proves the token, and that the user may be acted for.
    public func whoami(as masquerade: Masquerade = .appservice) async -> Answer<Identity> {
        await send(
            Call(method: .get, path: .v3("account", "whoami"), masquerade: masquerade) { root in
                root["user_id"]?.string.map { Identity(user: $0, device: root["device_id"]?.string) }
            })
    }

    /// `GET /capabilities`: the room versions. A server that says nothing has only version 1.
    public func roomVersions(as masquerade: Masquerade = .appservice) async -> Answer<RoomVersions> {
        await send(
            Call(method: .get, path: .v3("capabilities"), masquerade: masquerade) { root in
                guard let capabilities = root["capabilities"] else { return nil }
                guard let rooms = capabilities["m.room_versions"], let standard = rooms["default"]?.string
                else {
                    return RoomVersions(standard: "1", available: ["1": "stable"])
                }
                let available = rooms["available"]?.members.compactMap { member in
                    member.value.string.map { (member.key, $0) }
                }
                return RoomVersions(
                    standard: standard, available: Dictionary(available ?? [], uniquingKeysWith: { $1 }))
            })
    }

    /// `GET /media/config`: the largest upload in bytes; `ok(nil)` when the server states none.
    public func uploadLimit(as masquerade: Masquerade = .appservice) async -> Answer<Int64?> {
        await send(
            Call(
                method: .get, path: RequestPath("/_matrix/client/v1", "media", "config"),
                masquerade: masquerade
            ) {
                root in .some(root["m.upload.size"]?.int64)
            })
    }

    /// Who authenticates people, where the homeserver leaves that to another server (`GET /auth_metadata`,
    /// specification 1.15); a refusal where it does not.
    public func authenticationIssuer() async -> Answer<String> {
        await send(
            Call(method: .get, path: RequestPath("/_matrix/client/v1", "auth_metadata")) {
                $0["issuer"]?.string
            })
    }
}
