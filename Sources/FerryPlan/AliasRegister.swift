// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryStore
import MatrixEvents

/// Which alias each room and space gets: what `mappings/rooms.csv` says, else what the template makes of its channel, each alias
/// once, the same way for the same channels.
struct AliasRegister {
    /// The localpart of the alias of each room, by the number of its channel's key.
    private(set) var aliases: [Int64: String] = [:]

    // Made to be found again by the program; nobody may ask for such a one.
    private static let ownPrefix = "ferry_"

    private let options: PlanOptions
    private let mapping: RoomMapping
    /// Who has, or was promised, an alias.
    private var owners: [String: Int64] = [:]
    /// The aliases that earlier uploads have given to a room.
    private var given: [Int64: [String]] = [:]

    /// Gives every room its alias.
    ///
    /// - Parameters:
    ///   - spaces: the spaces, by key.
    ///   - sent: the localparts that earlier uploads have given out, oldest first, each with the number of the key of its
    ///     room's channel.
    /// - Throws: `Failure.configuration` with the line for an alias that breaks the grammar, is another server's, is
    ///   another line's or another room's already, or stands where no room is made.
    init(
        _ groups: RoomGroups, spaces: [Space], mapping: RoomMapping, options: PlanOptions,
        sent: [(localpart: String, room: Int64)]
    ) throws {
        self.options = options
        self.mapping = mapping
        for (localpart, room) in sent {
            owners[localpart] = room
            given[room, default: []].append(localpart)
        }
        let inOrder = groups.groups.sorted {
            $0.channel.channel.key.key.text < $1.channel.channel.key.key.text
        }
        try refuseMerged(inOrder)
        for space in spaces { try take(space.decision.alias, for: space.key, space.source.text) }
        for group in inOrder {
            try take(group.decision.alias, for: group.channel.id, group.channel.channel.key.key.text)
        }
        guard let template = options.alias else { return }
        let names = Dictionary(spaces.map { ($0.key, $0.name) }) { first, _ in first }
        for group in inOrder where group.decision.alias == nil && Self.isFound(group) {
            let channel = group.channel
            propose(
                template.localpart(for: channel.channel, workspace: names[channel.workspace] ?? ""),
                for: channel.id)
        }
    }

    // An alias tells everybody that there is such a room; of private ones only the administrator may tell.
    private static func isFound(_ group: RoomGroups.Group) -> Bool {
        group.channel.channel.kind == .public || group.channel.channel.kind == .list
    }

    private func refuseMerged(_ groups: [RoomGroups.Group]) throws {
        for part in groups.flatMap({ $0.parts.dropFirst() }) {
            let key = part.channel.key.key.text
            guard mapping.decisions[key]?.alias == nil else {
                throw mapping.failure(
                    "the channel goes into the room of another: give the alias to that one's line",
                    channel: key)
            }
        }
    }

    private mutating func take(_ stated: String?, for room: Int64, _ key: String) throws {
        guard let stated, stated != RoomMapping.noAlias else { return }
        let alias = try localpart(of: stated, key: key)
        if let owner = owners[alias], owner != room {
            throw mapping.failure("the alias is that of another room already", channel: key)
        }
        owners[alias] = room
        aliases[room] = alias
    }

    private func localpart(of stated: String, key: String) throws -> String {
        let name = stated.hasPrefix("#") ? String(stated.dropFirst()) : stated
        var localpart = name
        if let colon = name.firstIndex(of: ":") {
            guard name[name.index(after: colon)...] == options.server else {
                throw mapping.failure("alias is none of \(options.server)", channel: key)
            }
            localpart = String(name[..<colon])
        }
        guard RoomAlias(localpart: localpart, server: options.server) != nil else {
            throw mapping.failure(
                "alias breaks the grammar: no blanks, colons and control characters, and at most \(RoomAlias.limit) bytes with the server",
                channel: key)
        }
        guard !localpart.hasPrefix(Self.ownPrefix) else {
            throw mapping.failure(
                "aliases that begin with \(Self.ownPrefix) are the program's own", channel: key)
        }
        return localpart
    }

    // What a room has got stays its own as long as the template still asks for it, with or without its number.
    private mutating func propose(_ wish: String, for room: Int64) {
        guard RoomAlias(localpart: wish, server: options.server) != nil, !wish.hasPrefix(Self.ownPrefix)
        else {
            return
        }
        if let kept = given[room]?.last(where: { Self.isNumbered($0, of: wish) }) {
            aliases[room] = kept
            return
        }
        var number = 1
        func name() -> String { number == 1 ? wish : "\(wish)-\(number)" }
        while let owner = owners[name()], owner != room { number += 1 }
        owners[name()] = room
        aliases[room] = name()
    }

    private static func isNumbered(_ alias: String, of wish: String) -> Bool {
        alias == wish || alias.hasPrefix(wish + "-") && Int(alias.dropFirst(wish.count + 1)) != nil
    }
}
