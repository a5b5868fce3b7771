// SPDX-License-Identifier: Apache-2.0
public import FerryJSON

/// Where an alias leads.
public struct AliasTarget: Hashable, Sendable {
    /// The room's id.
    public var room: String
    /// Servers that know it.
    public var servers: [String]
}

extension Homeserver {
    /// Creates a room and gives its id. `M_ROOM_IN_USE`, the alias being taken, is `alreadyExists`. Not atomic on the
    /// homeserver: after any other end the alias may be there, with or without a whole room.
    public func createRoom(_ body: JSONValue, as masquerade: Masquerade) async -> Answer<String> {
        await send(
            Call(.post, .v3("createRoom"), as: masquerade, body: body, answering: "room_id") {
                $0.errcode == "M_ROOM_IN_USE"
            })
    }

    /// The room behind an alias; a refusal that `isNotFound` when there is none.
    public func resolveAlias(_ alias: String) async -> Answer<AliasTarget> {
        await send(
            Call(method: .get, path: .v3("directory", "room", alias)) { root in
                root["room_id"]?.string.map {
                    AliasTarget(room: $0, servers: root["servers"]?.elements.compactMap(\.string) ?? [])
                }
            })
    }

    /// Points a new alias to a room. 409 is `alreadyExists`, also when it leads elsewhere: resolve and compare. By
    /// status, because homeservers give `M_UNKNOWN` as its errcode.
    public func createAlias(_ alias: String, for room: String, as masquerade: Masquerade) async -> Answer<
        Void
    > {
        await send(
            Call(.put, .v3("directory", "room", alias), as: masquerade, body: ["room_id": .string(room)]) {
                $0.status == 409
            })
    }

    /// Removes an alias. Where there is none, Synapse answers `ok` and others a refusal that `isNotFound`.
    public func deleteAlias(_ alias: String, as masquerade: Masquerade) async -> Answer<Void> {
        await send(Call(.delete, .v3("directory", "room", alias), as: masquerade))
    }

    /// The ids of the users that are in the room now.
    public func joinedMembers(of room: String, as masquerade: Masquerade) async -> Answer<[String]> {
        await send(
            Call(method: .get, path: .room(room, "joined_members"), masquerade: masquerade) { root in
                root["joined"].flatMap { $0.kind == .object ? $0.members.map(\.key) : nil }
            })
    }

    /// The ids of the rooms that the user is in now.
    public func joinedRooms(as masquerade: Masquerade) async -> Answer<[String]> {
        await send(
            Call(method: .get, path: .v3("joined_rooms"), masquerade: masquerade) { root in
                root["joined_rooms"].flatMap { $0.kind == .array ? $0.elements.compactMap(\.string) : nil }
            })
    }

    /// Takes the user out of the room, now.
    public func leave(_ room: String, as masquerade: Masquerade) async -> Answer<Void> {
        await send(Call(.post, .room(room, "leave"), as: masquerade, body: [:]))
    }

    /// Takes the history of a room that the user has left away from him.
    public func forget(_ room: String, as masquerade: Masquerade) async -> Answer<Void> {
        await send(Call(.post, .room(room, "forget"), as: masquerade, body: [:]))
    }

    /// Marks everything up to the event as read, for the user and in what others see of it. A call about the user: among
    /// Synapse's workers only the one that writes receipts takes it.
    public func markRead(_ room: String, upTo event: String, as masquerade: Masquerade) async -> Answer<Void>
    {
        let event = JSONValue.string(event)
        return await send(
            Call(
                .post, .v3("rooms", room, "read_markers"), as: masquerade,
                body: ["m.fully_read": event, "m.read": event]))
    }
}
