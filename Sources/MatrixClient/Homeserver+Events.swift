// SPDX-License-Identifier: Apache-2.0
public import FerryJSON

/// A part of a room's or a relation's events.
public struct EventPage: Sendable {
    /// The events, in the order asked for.
    public var events: [JSONElement]
    /// Where the next page starts; `nil` at the end. A page may be empty and still have a next one.
    public var next: String?

    init?(_ root: JSONElement, next: String) {
        guard let chunk = root["chunk"], chunk.kind == .array else { return nil }
        events = Array(chunk.elements)
        self.next = root[next]?.string
    }
}

/// Which way to read.
public enum Direction: String, Sendable {
    /// From old to new, by arrival.
    case forwards = "f"
    /// From new to old.
    case backwards = "b"
}

extension Homeserver {
    /// Sends an event and gives its id. `M_DUPLICATE_ANNOTATION`, the same reaction by the same user, is
    /// `alreadyExists`; its id is among the `relations`.
    ///
    /// - Parameter transaction: unique over everything this appservice ever sends. Homeservers do not look at
    ///   sender and content: a transaction id used twice gives the first event's id and drops the second event.
    public func sendEvent(
        _ type: String, _ content: JSONValue, to room: String, transaction: String, as masquerade: Masquerade
    ) async -> Answer<String> {
        var call = Call(
            .put, .room(room, "send", type, transaction), as: masquerade, body: content,
            answering: "event_id"
        ) { $0.errcode == "M_DUPLICATE_ANNOTATION" }
        call.honoursTimestamp = true
        return await send(call)
    }

    /// Sets a state event, a membership included, and gives its id; the present one's when nothing changes.
    public func putState(
        _ type: String, key: String, _ content: JSONValue, in room: String, as masquerade: Masquerade
    ) async -> Answer<String> {
        var call = Call(
            .put, .room(room, "state", type, key), as: masquerade, body: content, answering: "event_id"
        )
        call.honoursTimestamp = true
        return await send(call)
    }

    /// The content of a state event; a refusal that `isNotFound` when there is none.
    public func state(
        _ type: String, key: String, in room: String, as masquerade: Masquerade
    ) async -> Answer<JSONValue> {
        await send(
            Call(method: .get, path: .room(room, "state", type, key), masquerade: masquerade) {
                $0.value
            })
    }

    /// One event.
    public func event(_ id: String, in room: String, as masquerade: Masquerade) async -> Answer<JSONElement> {
        await send(
            Call(method: .get, path: .room(room, "event", id), masquerade: masquerade) { root in
                root["event_id"] == nil ? nil : root
            })
    }

    /// A page of a room.
    ///
    /// - Parameters:
    ///   - token: the last page's `next`; `nil` starts at the end that the direction leaves from.
    ///   - limit: homeservers cap it, Synapse at 1000.
    ///   - types: only events of these types; `nil` for all.
    public func messages(
        in room: String, from token: String? = nil, _ direction: Direction, limit: Int,
        types: [String]? = nil,
        as masquerade: Masquerade
    ) async -> Answer<EventPage> {
        let filter = types.map { JSONValue.object(["types": .array($0.map { .string($0) })]) }
        let path = RequestPath.room(room, "messages").with("from", token).with(
            "dir", direction.rawValue
        )
        .with("limit", String(limit))
        .with("filter", filter.map { String(decoding: $0.canonicalBytes(), as: UTF8.self) })
        return await send(
            Call(method: .get, path: path, masquerade: masquerade) { EventPage($0, next: "end") })
    }

    /// A page of what relates to an event, newest first.
    ///
    /// - Parameters:
    ///   - relation: `m.annotation`, `m.replace`, …
    ///   - type: `m.reaction`, …
    public func relations(
        to event: String, in room: String, relation: String, type: String, from token: String? = nil,
        limit: Int = 100, as masquerade: Masquerade
    ) async -> Answer<EventPage> {
        let path = RequestPath("/_matrix/client/v1", "rooms", room, "relations", event, relation, type)
            .with("from", token).with("limit", String(limit)).about(room: room)
        return await send(
            Call(method: .get, path: path, masquerade: masquerade) { EventPage($0, next: "next_batch") })
    }
}
