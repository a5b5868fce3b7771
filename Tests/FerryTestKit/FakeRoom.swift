// SPDX-License-Identifier: Apache-2.0
public import FerryJSON

/// A room of a fake homeserver: its events in the order they arrived.
public struct FakeRoom: Sendable {
    /// Its id.
    public var id: String
    /// Its events.
    public var events: [JSONValue] = []

    /// An empty room, without even a creation event.
    public init(id: String) { self.id = id }

    /// What is said in it, in order: bodies, reactions' keys and, for redacted events, nothing.
    public var said: [String] {
        events.filter { $0["type"] == "m.room.message" || $0["type"] == "m.reaction" }.map {
            $0["content"]?["body"]?.string ?? $0["content"]?["m.relates_to"]?["key"]?.string ?? ""
        }
    }

    /// The newest state event of a type and key.
    public func state(_ type: String, _ key: String) -> JSONValue? {
        events.last { $0["type"]?.string == type && $0["state_key"]?.string == key }
    }

    func membership(of user: String) -> String? {
        state("m.room.member", user)?["content"]?["membership"]?.string
    }

    /// Who is in it.
    public var joined: [String] {
        let users = Set(
            events.filter { $0["type"] == "m.room.member" }.compactMap { $0["state_key"]?.string })
        return users.filter { membership(of: $0) == "join" }.sorted()
    }

    mutating func redact(_ target: String) {
        guard let index = events.firstIndex(where: { $0["event_id"]?.string == target }) else { return }
        events[index]["content"] = [:]
        events[index]["unsigned"] = ["redacted_because": ["type": "m.room.redaction"]]
    }
}

extension FakeState {
    mutating func room(_ request: FakeRequest) -> ScriptedAnswer {
        let parts = request.parts
        guard parts.count > 2, let room = rooms[parts[1]] else { return Self.error(404, "M_NOT_FOUND") }
        if parts[2] == "state", request.method == "PUT" { return putState(request, room) }
        if parts[2] == "leave" { return leave(request, room) }
        if parts[2] == "forget" { return forget(request, room) }
        guard let room = seen(room, by: request) else { return Self.error(403, "M_FORBIDDEN") }
        switch parts[2] {
        case "send": return send(request, room)
        case "state":
            let key = parts.count > 4 ? parts[4] : ""
            guard let event = room.state(parts[3], key) else { return Self.error(404, "M_NOT_FOUND") }
            return Self.ok(event["content"] ?? [:])
        case "messages": return messages(request, room)
        case "joined_members":
            let joined = room.joined.map { ($0, JSONValue.object([:])) }
            return Self.ok(["joined": .object(Dictionary(joined) { $1 })])
        case "relations": return relations(request, room)
        case "read_markers":
            readMarkers[room.id + " " + request.user] = request.content["m.read"]?.string ?? ""
            return Self.ok()
        default: return Self.error(404, "M_UNRECOGNIZED")
        }
    }

    /// The room as a user sees it: who has left reads it up to there and does nothing else, until they forget it.
    private func seen(_ room: FakeRoom, by request: FakeRequest) -> FakeRoom? {
        switch room.membership(of: request.user) {
        case "join": return room
        case "leave":
            guard request.method == "GET", !forgotten.contains(room.id + " " + request.user),
                let end = room.events.lastIndex(where: { $0["state_key"]?.string == request.user })
            else { return nil }
            var past = room
            past.events = Array(room.events[...end])
            return past
        default: return nil
        }
    }

    private mutating func forget(_ request: FakeRequest, _ room: FakeRoom) -> ScriptedAnswer {
        guard room.membership(of: request.user) != "join" else { return Self.error(400, "M_UNKNOWN") }
        forgotten.insert(room.id + " " + request.user)
        return Self.ok()
    }

    private mutating func leave(_ request: FakeRequest, _ room: FakeRoom) -> ScriptedAnswer {
        switch room.membership(of: request.user) {
        case nil: return Self.error(403, "M_FORBIDDEN")
        case "join":
            _ = append(
                "m.room.member", request.user, ["membership": "leave"], by: request.user, at: nil, to: room.id
            )
            return Self.ok()
        default: return Self.ok()
        }
    }

    private mutating func putState(_ request: FakeRequest, _ room: FakeRoom) -> ScriptedAnswer {
        let type = request.parts[3]
        let key = request.parts.count > 4 ? request.parts[4] : ""
        let isJoin = type == "m.room.member" && request.content["membership"] == "join"
        let isOpen = room.state("m.room.join_rules", "")?["content"]?["join_rule"] == "public"
        let mayEnter = isOpen || ["invite", "join"].contains(room.membership(of: request.user) ?? "")
        guard isJoin ? mayEnter : room.membership(of: request.user) == "join" else {
            return Self.error(403, "M_FORBIDDEN")
        }
        // The same content by the same user as what is there now is no new event.
        if let present = room.state(type, key), present["content"] == request.content,
            present["sender"]?.string == request.user
        {
            return Self.ok(["event_id": present["event_id"] ?? ""])
        }
        let id = append(type, key, request.content, by: request.user, at: time(request), to: room.id)
        return Self.ok(["event_id": .string(id)])
    }

    private func time(_ request: FakeRequest) -> Int64? { request.query["ts"].flatMap { Int64($0) } }

    private mutating func send(_ request: FakeRequest, _ room: FakeRoom) -> ScriptedAnswer {
        let device = request.query["device_id"] ?? request.query["org.matrix.msc3202.device_id"]
        let deviceKey = device.map { [request.user, $0, room.id, request.parts[4]].joined(separator: " ") }
        if let id = memoryTransactions[request.path] ?? deviceKey.flatMap({ deviceTransactions[$0] }) {
            return Self.ok(["event_id": .string(id)])
        }
        if let refusal = refusal(request, room) { return refusal }
        let id = append(
            request.parts[3], nil, request.content, by: request.user, at: time(request), to: room.id)
        memoryTransactions[request.path] = id
        if let deviceKey { deviceTransactions[deviceKey] = id }
        return Self.ok(["event_id": .string(id)])
    }

    private func refusal(_ request: FakeRequest, _ room: FakeRoom) -> ScriptedAnswer? {
        guard let relation = request.content["m.relates_to"], let target = relation["event_id"]?.string else {
            return nil
        }
        guard room.events.contains(where: { $0["event_id"]?.string == target }) else {
            return Self.error(400, "M_UNKNOWN")
        }
        let isSame = room.events.contains {
            $0["type"] == "m.reaction" && $0["sender"]?.string == request.user
                && $0["content"]?["m.relates_to"] == relation
        }
        return request.parts[3] == "m.reaction" && isSame ? Self.error(400, "M_DUPLICATE_ANNOTATION") : nil
    }

    private func messages(_ request: FakeRequest, _ room: FakeRoom) -> ScriptedAnswer {
        let limit = min(Int(request.query["limit"] ?? "") ?? 10, 7)
        let isForwards = request.query["dir"] == "f"
        let from = request.query["from"].flatMap { Int($0) } ?? (isForwards ? 0 : room.events.count)
        let end = isForwards ? min(from + limit, room.events.count) : max(from - limit, 0)
        let range = isForwards ? room.events[min(from, end)..<end] : room.events[end..<max(from, end)]
        let types = request.query["filter"].flatMap { try? JSONValue(parsing: $0) }?["types"]?.elements
        let wanted = range.filter { event in types.map { $0.contains(event["type"] ?? "") } ?? true }
        var page: JSONValue = ["chunk": .array(isForwards ? wanted : wanted.reversed()), "start": "x"]
        if isForwards ? end < room.events.count : end > 0 { page["end"] = .string("\(end)") }
        return Self.ok(page)
    }

    private func relations(_ request: FakeRequest, _ room: FakeRoom) -> ScriptedAnswer {
        let found = room.events.filter {
            $0["content"]?["m.relates_to"]?["event_id"]?.string == request.parts[3]
                && $0["type"] == "m.reaction"
        }
        return Self.ok(["chunk": .array(found)])
    }
}
