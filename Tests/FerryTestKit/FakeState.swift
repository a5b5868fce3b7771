// SPDX-License-Identifier: Apache-2.0
public import FerryJSON

/// What a fake homeserver holds, and how it answers.
public struct FakeState: Sendable {
    /// The appservice's own user.
    public static let bot = "@ferry:x.org"

    /// The rooms by id.
    public var rooms: [String: FakeRoom] = [:]
    /// Room ids by alias.
    public var aliases: [String: String] = [:]
    /// Users that exist.
    public var users: Set<String> = [bot]
    /// Devices, as `user device`.
    public var devices: Set<String> = []
    /// Profiles by user.
    public var profiles: [String: [String: JSONValue]] = [:]
    /// Media by `server/id`; `nil` where it is reserved and not filled.
    public var media: [String: [UInt8]?] = [:]
    /// What was marked as read, as `room user`.
    public var readMarkers: [String: String] = [:]
    /// Event ids by path: neither user nor body is looked at. Lost by a restart.
    public var memoryTransactions: [String: String] = [:]
    /// Event ids by user, device, room and transaction. Kept for a day.
    public var deviceTransactions: [String: String] = [:]
    /// What is kept for users, as `user type`.
    public var accountData: [String: JSONValue] = [:]
    /// Who has forgotten a room they left, as `room user`.
    public var forgotten: Set<String> = []
    private var count = 0

    mutating func next() -> Int {
        count += 1
        return count
    }

    static func error(_ status: Int, _ errcode: String) -> ScriptedAnswer { .error(status, errcode) }

    static func ok(_ value: JSONValue = [:]) -> ScriptedAnswer {
        .json(String(decoding: value.canonicalBytes(), as: UTF8.self))
    }

    mutating func answer(_ request: FakeRequest) -> ScriptedAnswer {
        guard request.hasToken else { return Self.error(401, "M_UNKNOWN_TOKEN") }
        if request.parts != ["register"], !users.contains(request.user) {
            return Self.error(403, "M_FORBIDDEN")
        }
        switch request.parts.first {
        case "register": return register(request)
        case "devices": return device(request)
        case "profile": return profile(request)
        case "createRoom": return createRoom(request)
        case "directory": return directory(request)
        case "rooms": return room(request)
        case "user" where request.parts.count == 4: return accountData(request)
        case "create", "upload", "media": return mediaCall(request)
        default: return Self.error(404, "M_UNRECOGNIZED")
        }
    }

    // MARK: Users

    private mutating func register(_ request: FakeRequest) -> ScriptedAnswer {
        let user = "@\(request.content["username"]?.string ?? ""):x.org"
        guard users.insert(user).inserted else { return Self.error(400, "M_USER_IN_USE") }
        profiles[user] = ["displayname": .string(request.content["username"]?.string ?? "")]
        return Self.ok(["user_id": .string(user)])
    }

    private mutating func device(_ request: FakeRequest) -> ScriptedAnswer {
        guard request.method == "PUT" else {
            let wasThere = devices.remove(request.user + " " + request.parts[1]) != nil
            // With a device goes the memory of its transactions.
            let key = request.user + " " + request.parts[1] + " "
            deviceTransactions = deviceTransactions.filter { !$0.key.hasPrefix(key) }
            return wasThere ? Self.ok() : Self.error(404, "M_NOT_FOUND")
        }
        devices.insert(request.user + " " + request.parts[1])
        return Self.ok()
    }

    private mutating func profile(_ request: FakeRequest) -> ScriptedAnswer {
        let user = request.parts[1]
        guard request.method == "PUT" else { return Self.ok(.object(profiles[user] ?? [:])) }
        profiles[user, default: [:]][request.parts[2]] = request.content[request.parts[2]]
        return Self.ok()
    }

    private mutating func accountData(_ request: FakeRequest) -> ScriptedAnswer {
        guard request.parts[1] == request.user else { return Self.error(403, "M_FORBIDDEN") }
        let name = request.user + " " + request.parts[3]
        if request.method == "PUT" {
            accountData[name] = request.content
            return Self.ok()
        }
        return accountData[name].map { Self.ok($0) } ?? Self.error(404, "M_NOT_FOUND")
    }

    // MARK: Rooms

    /// The first step of creating a room: the alias, and a room nobody can read.
    mutating func beginRoom(_ request: FakeRequest) {
        let id = "!room\(next()):x.org"
        aliases["#\(request.content["room_alias_name"]?.string ?? ""):x.org"] = id
        rooms[id] = FakeRoom(id: id)
    }

    private mutating func createRoom(_ request: FakeRequest) -> ScriptedAnswer {
        let alias = "#\(request.content["room_alias_name"]?.string ?? ""):x.org"
        guard aliases[alias] == nil else { return Self.error(400, "M_ROOM_IN_USE") }
        beginRoom(request)
        guard let id = aliases[alias] else { return Self.error(500, "M_UNKNOWN") }
        let user = request.user
        func put(_ state: inout FakeState, _ type: String, _ key: String, _ content: JSONValue) {
            _ = state.append(type, key, content, by: user, at: nil, to: id)
        }
        put(&self, "m.room.create", "", request.content["creation_content"] ?? [:])
        put(&self, "m.room.member", user, ["membership": "join"])
        put(&self, "m.room.power_levels", "", request.content["power_level_content_override"] ?? [:])
        put(&self, "m.room.join_rules", "", ["join_rule": "public"])
        for state in request.content["initial_state"]?.elements ?? [] {
            put(&self, state["type"]?.string ?? "", state["state_key"]?.string ?? "", state["content"] ?? [:])
        }
        return Self.ok(["room_id": .string(id)])
    }

    private mutating func directory(_ request: FakeRequest) -> ScriptedAnswer {
        let alias = request.parts[2]
        if request.method == "PUT" {
            if alias.hasPrefix("#reserved") { return Self.error(400, "M_EXCLUSIVE") }
            guard aliases[alias] == nil else { return Self.error(409, "M_UNKNOWN") }
            aliases[alias] = request.content["room_id"]?.string
            return Self.ok()
        }
        guard let room = aliases[alias] else { return Self.error(404, "M_NOT_FOUND") }
        guard request.method == "DELETE" else { return Self.ok(["room_id": .string(room), "servers": []]) }
        aliases[alias] = nil
        return Self.ok()
    }

    /// Adds an event to the end of a room, and gives its id.
    public mutating func append(
        _ type: String, _ stateKey: String?, _ content: JSONValue, by user: String, at time: Int64?,
        to room: String
    ) -> String {
        let number = next()
        let id = "$event\(number)"
        var event: JSONValue = [
            "type": .string(type), "event_id": .string(id), "sender": .string(user), "content": content,
            "origin_server_ts": .int(time ?? 2_000_000_000_000 + Int64(number)), "room_id": .string(room),
        ]
        if let stateKey { event["state_key"] = .string(stateKey) }
        rooms[room]?.events.append(event)
        if type == "m.room.redaction", let target = content["redacts"]?.string { rooms[room]?.redact(target) }
        return id
    }

    // MARK: Media

    private mutating func mediaCall(_ request: FakeRequest) -> ScriptedAnswer {
        switch request.parts[0] {
        case "create":
            let id = "x.org/media\(next())"
            media[id] = .some(nil)
            return Self.ok(["content_uri": .string("mxc://" + id)])
        case "upload":
            let id = request.parts[1] + "/" + request.parts[2]
            guard let present = media[id] else { return Self.error(404, "M_NOT_FOUND") }
            guard present == nil else { return Self.error(409, "M_CANNOT_OVERWRITE_MEDIA") }
            media[id] = .some(request.body)
            return Self.ok()
        default:
            guard let bytes = media[request.parts[2] + "/" + request.parts[3]] else {
                return Self.error(404, "M_NOT_FOUND")
            }
            guard let bytes else { return Self.error(504, "M_NOT_YET_UPLOADED") }
            return ScriptedAnswer(headers: [("Content-Type", "application/octet-stream")], body: bytes)
        }
    }
}
