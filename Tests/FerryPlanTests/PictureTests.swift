// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import FerryPlan
import FerryStore
import FerryTestRecords
import Testing

@Suite("Pictures of rooms")
struct PictureTests {
    private static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1]

    private func town(_ avatar: String) throws -> PlanFixture {
        var fixture = try PlanFixture(RoomMappingTests.town, entries: ["f.pdf": [1]])
        fixture.rooms = try RoomMapping(csv: "key,avatar\nslack:T1:channel:new,\(avatar)", path: "rooms.csv")
        return fixture
    }

    private func plan(_ fixture: PlanFixture, _ finding: RoomPictures.Finding) throws -> PlanSummary {
        try Planner.plan(
            fixture.migration.store, options: fixture.options, mapping: .empty, rooms: fixture.rooms,
            pictures: RoomPictures(["new.png": finding])
        ).summary
    }

    private func picture(_ fixture: PlanFixture, _ bytes: [UInt8]) throws -> RoomPictures.Finding {
        let file = try fixture.migration.media.keep { take in try bytes.withUnsafeBytes { try take($0) } }
        return .picture(file, mediaType: "image/png")
    }

    private func avatars(_ fixture: PlanFixture) throws -> [Operation] {
        try fixture.room("new").filter { $0.type == "m.room.avatar" }
    }

    @Test("are uploaded and set before the history; another one later, and none at all, too")
    func given() throws {
        var fixture = try town("new.png")
        let summary = try plan(fixture, picture(fixture, Self.png))
        let avatar = try #require(try avatars(fixture).first)
        #expect(avatar.content["info"]?["mimetype"] == "image/png")
        #expect(avatar.content["url"]?["$media"] != nil)
        let files = try fixture.lanes().filter { $0.lane.kind == .media }
        #expect(files.count == 2)
        #expect(summary.media.files == 2)
        #expect(summary.balance[.attachment]?.parsed == 1)
        let types = try fixture.room("new").map(\.type)
        let message = try #require(types.firstIndex(of: "m.room.message"))
        #expect(try #require(types.firstIndex(of: "m.room.avatar")) < message)
        try fixture.carryAll()

        _ = try plan(fixture, picture(fixture, Self.png + [2]))
        #expect(try avatars(fixture).count == 1)
        try fixture.carryAll()
        fixture.rooms = .empty
        _ = try fixture.plan()
        #expect(try avatars(fixture).map(\.payload) == ["{}"])
        try fixture.carryAll()
        try fixture.plan()
        #expect(try avatars(fixture).isEmpty)
    }

    @Test("that are not there are a loss of their channel; what is no picture is refused with the line")
    func missing() throws {
        let fixture = try town("new.png")
        let summary = try plan(fixture, .missing)
        #expect(try avatars(fixture).isEmpty)
        let loss = try #require(summary.losses.first { $0.code == "room.picture-missing" })
        #expect((loss.kind, loss.count) == (.channel, 1))
        #expect(summary.balance[.channel]?.carriedWithLoss == 1)
        let failure = try #require(throws: Failure.self) { try plan(fixture, .notAPicture) }
        #expect(failure.location == "rooms.csv, line 2")
    }

    @Test("lie below the migration directory")
    func paths() throws {
        for path in ["/etc/passwd", "../x.png", "a/../../x.png"] {
            let failure = try #require(throws: Failure.self) { try town(path) }
            #expect(failure.location == "rooms.csv, line 2", "\(path)")
        }
        #expect(try town("mappings/..x.png").rooms.pictures == ["mappings/..x.png"])
    }

    @Test("are known by their first bytes")
    func types() {
        let cases: [([UInt8], String?)] = [
            (Self.png, "image/png"), ([0xFF, 0xD8, 0xFF, 0xE0], "image/jpeg"),
            (Array("GIF89a".utf8), "image/gif"),
            (Array("RIFF1234WEBPVP8".utf8), "image/webp"), (Array("RIFF1234WAVE".utf8), nil),
            (Array("<svg/>".utf8), nil), ([], nil),
        ]
        for (bytes, type) in cases { #expect(RoomPictures.mediaType(of: bytes) == type) }
    }
}
