// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// The channels and chats, with who is in them. An organisation has millions of chats, so what would take too much
/// memory goes to a file and is put together again at the end.
final class TeamsRoomTable {
    private let limit: Int
    private var rooms: [String: TeamsRoom] = [:]
    /// Rooms, and people in rooms, in memory.
    private var weight = 0
    private var overflow: TeamsRoomFile?
    /// The room that was asked for last, and where it is: messages of one room come together.
    private var last: (id: String, index: Dictionary<String, TeamsRoom>.Index)?

    /// Makes an empty table that holds so many rooms and people in rooms in memory.
    init(limit: Int = 64_000) {
        self.limit = limit
    }

    /// Makes a channel or chat known; gives whether nothing of it is in memory yet.
    func add(_ id: String) throws -> Bool {
        guard index(of: id) == nil else { return false }
        if weight >= limit { try spill() }
        last = nil
        rooms[id] = TeamsRoom(id: id)
        weight += 1
        return true
    }

    /// What is in memory of a channel or chat: all of it in most archives, what the last files said in huge ones.
    func known(_ id: String) -> TeamsRoom? { index(of: id).map { rooms.values[$0] } }

    /// One thing that is in memory of a channel or chat, without a copy of all of it.
    func known<Value>(_ id: String, _ what: (TeamsRoom) -> Value?) -> Value? {
        index(of: id).flatMap { what(rooms.values[$0]) }
    }

    /// Changes what is known of a channel or chat.
    func change(_ id: String, _ body: (inout TeamsRoom) -> Void) {
        guard let index = index(of: id) else {
            var room = TeamsRoom(id: id)
            body(&room)
            weight += 1 + room.presence.count
            last = nil
            rooms[id] = room
            return
        }
        weight -= rooms.values[index].presence.count
        body(&rooms.values[index])
        weight += rooms.values[index].presence.count
    }

    /// Hands out every channel and chat once, complete, in the order of their ids.
    func forEach(_ body: (TeamsRoom) throws -> Void) throws {
        guard let overflow else {
            for room in inOrder() { try body(room) }
            return
        }
        try spill()
        try overflow.forEach(body)
    }

    private func index(of id: String) -> Dictionary<String, TeamsRoom>.Index? {
        if let last, last.id == id { return last.index }
        guard let index = rooms.index(forKey: id) else { return nil }
        last = (id, index)
        return index
    }

    private func inOrder() -> [TeamsRoom] {
        rooms.values.sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
    }

    private func spill() throws {
        let file = try overflow ?? TeamsRoomFile()
        overflow = file
        try file.append(inOrder())
        last = nil
        rooms.removeAll(keepingCapacity: true)
        weight = 0
    }
}
