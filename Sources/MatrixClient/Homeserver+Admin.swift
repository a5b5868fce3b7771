// SPDX-License-Identifier: Apache-2.0
import FerryJSON

/// Synapse's admin API. The token must be an administrator's; an appservice's is refused.
extension Homeserver {
    /// Whether the token is an administrator's: a refusal if it is not.
    public func proveAdmin() async -> Answer<Void> {
        await send(
            Call(method: .get, path: RequestPath("/_synapse/admin/v1", "rooms").with("limit", "1")) { root in
                root["rooms"] == nil ? nil : ()
            })
    }

    /// Whether the homeserver has the room: a refusal that `isNotFound` if not.
    public func findRoom(_ room: String) async -> Answer<Void> {
        await send(
            Call(method: .get, path: RequestPath("/_synapse/admin/v1", "rooms", room)) { root in
                root["room_id"] == nil ? nil : ()
            })
    }

    /// Begins to take everybody out of a room and to delete it with its aliases; the homeserver goes on by itself.
    /// `alreadyExists` while it is at it.
    public func purgeRoom(_ room: String) async -> Answer<Void> {
        await send(
            Call(
                .delete, RequestPath("/_synapse/admin/v2", "rooms", room),
                body: ["purge": true, "block": false]
            ) { $0.status == 400 })
    }

    /// Whether the homeserver is still deleting the room; `false` too when it knows of no deletion.
    public func isPurging(_ room: String) async -> Answer<Bool> {
        let path = RequestPath("/_synapse/admin/v2", "rooms", room, "delete_status")
        let answer = await send(
            Call(method: .get, path: path) { root in
                root["results"]?.elements.contains { result in
                    !["complete", "failed"].contains(result["status"]?.string ?? "")
                }
            })
        if case .refused(let refusal) = answer, refusal.isNotFound { return .ok(false) }
        return answer
    }

    /// Deletes a file; a refusal that `isNotFound` when it is not there.
    public func purgeMedia(_ address: MediaAddress) async -> Answer<Void> {
        await send(Call(.delete, RequestPath("/_synapse/admin/v1", "media", address.server, address.id)))
    }

    /// Deactivates an account and leaves what it wrote to others; its localpart is never free again.
    public func deactivate(_ user: String) async -> Answer<Void> {
        await send(
            Call(.post, RequestPath("/_synapse/admin/v1", "deactivate", user), body: ["erase": false]))
    }

    /// The ids of a user's devices; a refusal that `isNotFound` when there is no such user.
    public func devices(of user: String) async -> Answer<[String]> {
        await send(
            Call(method: .get, path: RequestPath("/_synapse/admin/v2", "users", user, "devices")) { root in
                root["devices"].flatMap { list in
                    list.kind == .array ? list.elements.compactMap { $0["device_id"]?.string } : nil
                }
            })
    }

    /// A page of a room that the administrator need not be in; otherwise like `messages(in:from:_:limit:types:as:)`.
    public func anyMessages(
        in room: String, from token: String? = nil, _ direction: Direction, limit: Int, types: [String]
    ) async -> Answer<EventPage> {
        let filter = JSONValue.object(["types": .array(types.map { .string($0) })])
        let path = RequestPath("/_synapse/admin/v1", "rooms", room, "messages").with("from", token)
            .with("dir", direction.rawValue).with("limit", String(limit))
            .with("filter", String(decoding: filter.canonicalBytes(), as: UTF8.self))
        return await send(Call(method: .get, path: path) { EventPage($0, next: "end") })
    }
}
