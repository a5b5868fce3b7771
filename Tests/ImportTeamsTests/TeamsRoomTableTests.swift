// SPDX-License-Identifier: Apache-2.0
import FerryArchive
import FerryModel
import FerryTestImports
import Testing

@testable import ImportTeams

/// Chats that do not fit into memory.
struct TeamsRoomTableTests {
    @Test("what went to disk comes back as one, in the order of the ids")
    func together() throws {
        let table = TeamsRoomTable(limit: 2)
        let moments = [1, 2, 3].map { TeamsTime(ticks: $0) }
        for (index, id) in ["b", "a", "c", "a", "b"].enumerated() {
            _ = try table.add(id)
            table.change(id) { room in
                room.presence["p\(index)", default: TeamsPresence()].joined = moments[index % 3]
                room.presence["everybody", default: TeamsPresence()].lastSeen = moments[index % 3]
                if index == 1 { room.kind = .group }
                if index == 3 { room.rename("later", at: moments[2]) }
                if index == 1 { room.rename("earlier", at: moments[1]) }
            }
        }
        var rooms: [TeamsRoom] = []
        try table.forEach { rooms.append($0) }
        #expect(rooms.map(\.id) == ["a", "b", "c"])
        #expect(
            rooms.map { $0.presence.keys.sorted() } == [
                ["everybody", "p1", "p3"], ["everybody", "p0", "p4"], ["everybody", "p2"],
            ])
        #expect(rooms[0].kind == .group)
        #expect(rooms[0].rename == "later")
        #expect(rooms[0].presence["everybody"]?.lastSeen == moments[1])
        #expect(rooms[1].presence["everybody"]?.lastSeen == moments[1])
    }

    @Test("a room reads back as it was written")
    func line() throws {
        var room = TeamsRoom(id: "19:ä\n\"x\"@thread.v2")
        room.team = "t"
        room.kind = .meeting
        room.name = "Jour fixe"
        room.topic = "\u{1F600}"
        room.createdAt = TeamsTime(ticks: 7)
        room.creator = "anna"
        room.isArchived = true
        room.statesArchived = true
        room.rename("x", at: TeamsTime(ticks: 8))
        room.hasMemberList = true
        room.isMemberListCut = true
        room.presence["anna"] = TeamsPresence(
            isListed: true, joined: TeamsTime(ticks: 1), left: TeamsTime(ticks: 2),
            lastSeen: TeamsTime(ticks: 3),
            role: .owner, roleSince: TeamsTime(ticks: 4))
        room.presence["bert"] = TeamsPresence()
        #expect(try TeamsRoom(line: room.line[...]) == room)
        #expect(!room.line.contains(UInt8(ascii: "\n")))
    }

    @Test(
        "an archive gives the same records however little fits into memory",
        arguments: ["graph", "admin-export"])
    func sameRecords(sample: String) throws {
        let samples =
            "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/samples/teams"
        let archive = try Archive.open(samples + "/\(sample)/archive")
        let whole = ListSink()
        try TeamsExport(archive, sink: whole).read {}
        let spilled = ListSink()
        try TeamsExport(archive, sink: spilled, rooms: TeamsRoomTable(limit: 1)).read {}
        #expect(spilled.records == whole.records)
        #expect(spilled.losses == whole.losses)
    }
}
