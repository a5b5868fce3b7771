// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import FerryStore
import MatrixEvents

/// The operations that make one room or space what it shall be. Pure: values in, operations out.
struct RoomPlan {
    let options: PlanOptions
    /// The number of the key of the channel or workspace.
    let key: Int64
    let source: SourceKey
    /// The account that makes the room; a member, once the one that made it has left.
    let bot: Int64
    /// The person who makes the room where access rules let nobody but its two people in; `nil` where the appservice's
    /// user does.
    var owner: UserID?

    /// Whether nobody gets into the room without an invitation, not even while it is filled.
    var isByInvitation: Bool { options.invitesMembers || owner != nil }

    /// Whether whoever makes a room stands above all power levels in it, as from room version 12 on.
    var makerStandsAboveAll: Bool { (Int(options.roomVersion) ?? 12) >= 12 }

    /// The localpart of the alias by which a room is found again when the answer to its creation was lost.
    static func alias(of source: SourceKey, migration: String) -> String {
        "ferry_" + SHA256.digest(of: migration + "\n" + source.text).hex.prefix(32)
    }

    /// Creates the room. Name and topic follow as state, since creation can bear no old time.
    ///
    /// The room stands open, unlisted and under a name nobody can guess, until everybody has joined without being
    /// invited; `close` then shuts it. Where that may not be it is shut from the beginning.
    func create(isSpace: Bool, isDirect: Bool) -> PlannedOperation {
        // The alias is a key for us and no name for people.
        let hiddenAlias: JSONValue = ["type": "m.room.canonical_alias", "state_key": "", "content": [:]]
        var creation: JSONValue = ["m.federate": .bool(options.federate)]
        if let type = isSpace ? "m.space" : options.roomType { creation["type"] = .string(type) }
        var state: [JSONValue] = [hiddenAlias]
        if options.accessRules { state.append(accessRules(isDirect: isDirect)) }
        let body: JSONValue = [
            "room_alias_name": .string(Self.alias(of: source, migration: options.migration)),
            "room_version": .string(options.roomVersion),
            "preset": .string(isByInvitation ? "private_chat" : "public_chat"),
            "visibility": "private",
            "is_direct": .bool(isDirect),
            "creation_content": creation,
            "initial_state": .array(state),
            "power_level_content_override": firstPowerLevels(isOpen: !isSpace),
        ]
        return operation(.createRoom, part: "room", type: isSpace ? "m.space" : "", payload: body)
    }

    /// - Parameter word: tells the name that a room begins with from the one it ends with.
    func name(_ name: String, as word: String = "name", at time: Timestamp?) -> PlannedOperation {
        let clean = CleanText.line(name, limit: 255)
        return state("m.room.name", ["name": .string(clean)], part: part(word, clean), at: time)
    }

    func topic(_ topic: String, at time: Timestamp?) -> PlannedOperation {
        let clean = CleanText.line(topic, limit: 8_000)
        return state("m.room.topic", ["topic": .string(clean)], part: part("topic", clean), at: time)
    }

    /// Lets somebody into a room that was closed by an earlier upload.
    func invite(_ member: Directory.Member, key: Int64, part: String, at time: Timestamp?) -> PlannedOperation
    {
        var operation = membership("invite", member, key: key, part: part + ":invite", at: time)
        operation.sender = bot
        return operation
    }

    /// Lets a user join by itself at a time of the past; nobody is invited and nobody is told.
    func join(_ member: Directory.Member, key: Int64, part: String, at time: Timestamp?) -> PlannedOperation {
        membership("join", member, key: key, part: part, at: time)
    }

    func leave(_ member: Directory.Member, key: Int64, part: String, at time: Timestamp?) -> PlannedOperation
    {
        membership("leave", member, key: key, part: part, at: time)
    }

    /// Takes the appservice's user out of a room that is its members' own. Nothing of the room may follow that only
    /// this user could do.
    func leaveRoom() -> PlannedOperation {
        PlannedOperation(
            .putState, key: key, part: Operation.lastOfRoom, sender: bot, room: key, type: "m.room.member",
            stateKey: "@\(options.bot):\(options.server)",
            payload: Planner.text(["membership": "leave"]))
    }

    /// Lists the room among a member's direct rooms, under the other one; somebody's notes to himself under his own
    /// name.
    func direct(_ member: Directory.Member, with other: Directory.Member) -> PlannedOperation {
        let payload: JSONValue = .object([other.user.text: [Template.json(.room(key))]])
        return PlannedOperation(
            .mergeAccountData, key: key, part: "direct:\(member.account)", sender: member.account,
            type: "m.direct", payload: Planner.text(payload))
    }

    /// Custom emoji for everybody in a space (MSC2545), by their names.
    func emojiPack(_ images: [(name: String, media: Int64)], number: Int) -> PlannedOperation {
        let urls = images.map { image -> (String, JSONValue) in
            (CleanText.line(image.name, limit: 100), ["url": Template.json(.media(image.media))])
        }
        let content: JSONValue = [
            "images": .object(Dictionary(urls) { first, _ in first }),
            "pack": ["usage": ["emoticon"]],
        ]
        var operation = state(
            "im.ponies.room_emotes", content, part: part("emoji-\(number)", Planner.text(content)), at: nil)
        operation.stateKey = number == 0 ? "" : "\(number)"
        return operation
    }

    /// Pins messages, in order.
    func pins(_ messages: [(number: Int64, key: SourceKey)], at time: Timestamp?) -> PlannedOperation {
        let list = JSONValue.array(messages.map { Template.json(.event($0.number)) })
        // Named by the keys: the numbers are this store's own, and a part must be the same in every store.
        let keys = messages.map(\.key.text).joined(separator: "\n")
        return state("m.room.pinned_events", ["pinned": list], part: part("pins", keys), at: time)
    }

    /// Lets an alias lead to the room. The appservice's user does it: who has the alias reserved need not be in the room.
    ///
    /// - Parameter maker: the account of the appservice's user.
    func alias(_ alias: RoomAlias, maker: Int64) -> PlannedOperation {
        PlannedOperation(
            .createAlias, key: key, part: part("alias", alias.text), sender: maker, room: key,
            type: alias.text)
    }

    /// Shows an alias as the room's own, and those it had before as further ones; without one, none is shown any more.
    ///
    /// An alias has to lead to the room before it can be shown, so both are holes that the answers fill.
    func canonicalAlias(_ alias: RoomAlias?, further: [RoomAlias]) -> PlannedOperation {
        func hole(_ alias: RoomAlias) -> JSONValue { Template.json(.part(key, part("alias", alias.text))) }
        var content: JSONValue = [:]
        if let alias { content["alias"] = hole(alias) }
        if !further.isEmpty { content["alt_aliases"] = .array(further.map(hole)) }
        let shown = ([alias?.text ?? ""] + further.map(\.text)).joined(separator: "\n")
        // Named by the aliases: the holes hold numbers of this store.
        return state("m.room.canonical_alias", content, part: part("canonical-alias", shown), at: nil)
    }

    /// The room's picture; `nil` takes it away.
    func avatar(_ picture: (media: Int64, file: MediaFolder.File, type: String)?, at time: Timestamp?)
        -> PlannedOperation
    {
        var content: JSONValue = [:]
        if let picture {
            content = [
                "url": Template.json(.media(picture.media)),
                "info": ["mimetype": .string(picture.type), "size": .int(picture.file.size)],
            ]
        }
        return state(
            "m.room.avatar", content, part: part("avatar", picture?.file.digest.hex ?? ""), at: time)
    }

    /// The power levels after the replay: nobody writes in an archived room, and a room whose members are by
    /// themselves is theirs to upgrade.
    func finalPowerLevels(
        users: [String: Int64], isArchived: Bool, isOwn: Bool = false
    ) -> PlannedOperation {
        var content = powerLevels(users: users, isOpen: false, isArchived: isArchived)
        if isOwn, var events = content["events"] {
            events["m.room.tombstone"] = 100
            content["events"] = events
        }
        return state("m.room.power_levels", content, part: part("power", Planner.text(content)), at: nil)
    }

    /// Shuts the room that stood open for the replay.
    func close(_ rule: PlanOptions.PublicJoinRule, space: Int64?) -> PlannedOperation {
        var content: JSONValue = ["join_rule": .string(rule.rawValue)]
        if rule == .restricted, let space {
            content["allow"] = [["type": "m.room_membership", "room_id": Template.json(.room(space))]]
        } else if rule == .restricted {
            content["join_rule"] = "invite"
        }
        return state("m.room.join_rules", content, part: part("join-rule", rule.rawValue), at: nil)
    }

    // Source: Tchap's module for room access rules. Its visibility must be that of the creation, and only a listed room
    // may never be shut. Without the last two the module encrypts a shut room from the beginning; which of them it
    // heeds depends on its version.
    private func accessRules(isDirect: Bool) -> JSONValue {
        var content: JSONValue = [
            "rule": .string(isDirect ? "direct" : "restricted"), "visibility": "private",
        ]
        if isByInvitation {
            content["encrypted"] = false
            content["force_unencrypted_at_creation"] = true
        }
        return ["type": "im.vector.room.access_rules", "state_key": "", "content": content]
    }

    // The same module refuses lower levels at creation; what is stated later it lets pass.
    private func firstPowerLevels(isOpen: Bool) -> JSONValue {
        var levels = powerLevels(users: [:], isOpen: isOpen, isArchived: false)
        if options.accessRules {
            levels["state_default"] = 100
            levels["invite"] = 50
        }
        return levels
    }

    /// States who sees what was said before; what counts for an event is what was stated before it.
    func history(_ history: RoomMapping.History) -> PlannedOperation {
        state(
            "m.room.history_visibility", ["history_visibility": .string(history.rawValue)],
            part: "history:" + history.rawValue, at: nil)
    }

    /// Encrypts what is said from now on; there is no way back.
    func encrypt() -> PlannedOperation {
        state("m.room.encryption", ["algorithm": "m.megolm.v1.aes-sha2"], part: "encryption", at: nil)
    }

    /// Shows the room in a space, once it is complete.
    ///
    /// - Parameter isElsewhere: whether it is another space than that of the channel's own workspace.
    func child(of space: Space, suggested: Bool, isElsewhere: Bool) -> PlannedOperation {
        var operation = state(
            "m.space.child", ["via": [.string(options.server)], "suggested": .bool(suggested)],
            part: isElsewhere ? part("child", space.source.text) : "child", at: nil)
        operation.room = space.key
        operation.stateKey = Planner.text(Template.json(.room(key)))
        return operation
    }

    /// Tells clients in which space the room belongs.
    func parent(_ space: Space, isElsewhere: Bool) -> PlannedOperation {
        var operation = state(
            "m.space.parent", ["via": [.string(options.server)], "canonical": true],
            part: isElsewhere ? part("parent", space.source.text) : "parent", at: nil)
        operation.stateKey = Planner.text(Template.json(.room(space.key)))
        return operation
    }

    /// Marks everything as read for a member, so that nobody faces years of unread messages.
    func read(_ member: Directory.Member, upTo message: Int64) -> PlannedOperation {
        PlannedOperation(
            .markRead, key: key, part: "read:\(message):\(member.account)", sender: member.account,
            room: key)
    }

    // MARK: Parts

    func state(_ type: String, _ content: JSONValue, part: String, at time: Timestamp?) -> PlannedOperation {
        var operation = operation(.putState, part: part, type: type, payload: content)
        operation.stateKey = ""
        operation.timestamp = time
        return operation
    }

    private func operation(
        _ kind: Operation.Kind, part: String, type: String, payload: JSONValue
    ) -> PlannedOperation {
        PlannedOperation(
            kind, key: key, part: part, sender: bot, room: key, type: type, payload: Planner.text(payload))
    }

    private func membership(
        _ membership: String, _ member: Directory.Member, key: Int64, part: String, at time: Timestamp?
    ) -> PlannedOperation {
        // The homeserver adds the display name and picture of the profile, which is set before.
        PlannedOperation(
            .putState, key: key, part: part, sender: member.account, room: self.key, timestamp: time,
            type: "m.room.member", stateKey: member.user.text,
            payload: Planner.text(["membership": .string(membership)]))
    }

    // A changed value is a new part, so that a later archive with another name changes the room.
    private func part(_ word: String, _ value: String) -> String {
        word + ":" + SHA256.digest(of: value).hex.prefix(12)
    }

    private func powerLevels(users: [String: Int64], isOpen: Bool, isArchived: Bool) -> JSONValue {
        var users = users.mapValues { JSONValue.int($0) }
        // Who stands above all levels must not be listed.
        let maker = owner?.text ?? "@\(options.bot):\(options.server)"
        users[maker] = makerStandsAboveAll ? nil : 100
        let open: JSONValue = .int(isOpen ? 0 : 50)
        return [
            "users": .object(users),
            "users_default": 0,
            "events_default": .int(isArchived ? 100 : 0),
            "state_default": 50,
            "ban": 50, "kick": 50, "redact": 50, "invite": 0,
            "events": [
                "m.room.name": open, "m.room.topic": open, "m.room.power_levels": 100,
                "m.room.history_visibility": 100, "m.room.encryption": 100, "m.room.server_acl": 100,
                "m.room.tombstone": .int(makerStandsAboveAll ? 150 : 100),
                "m.reaction": .int(isArchived ? 100 : 0), "m.room.redaction": .int(isArchived ? 100 : 0),
            ],
        ]
    }
}
