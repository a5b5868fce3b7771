// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryTestKit
import Testing

/// Rooms are encrypted when all of their history is in, and what a later archive brings still arrives.
@Suite(.serialized, .timeLimit(.minutes(40))) struct EncryptionTests {
    @Test func encryptionComesBehindAllHistoryAndALaterArchiveStillArrives() async throws {
        try await Scene.with { scene in
            let path = scene.migration.directory + "/ferry.yaml"
            let text = try TestFile.text(path)
            #expect(text.contains("encrypt: none"))
            try TestFile.write(text.replacing("encrypt: none", with: "encrypt: all"), to: path)
            let archive = scene.migration.folder.path + "/export"
            try TinyArchive.write(to: archive)
            let first = try await scene.migration.run(["run", archive], url: scene.url)
            #expect([0, 3].contains(first.code), "\(first.errors)")
            let rooms = try await scene.view().rooms.filter { !$0.isSpace }
            #expect(rooms.count == 2)
            for room in rooms {
                let encrypted = try #require(
                    room.events.firstIndex { $0.type == "m.room.encryption" }, "\(room.name)")
                let said = room.events.indices.filter {
                    ["m.room.message", "m.reaction", "m.room.redaction"].contains(room.events[$0].type)
                }
                #expect(said.allSatisfy { $0 < encrypted } && !said.isEmpty, "\(room.name)")
                #expect(room.events[encrypted].content["algorithm"] == "m.megolm.v1.aes-sha2")
            }

            // What comes later is carried as it is: nothing but a client could encrypt it.
            let later = """
                [{"type":"message","user":"U2","text":"One thing more","ts":"1600000900.000100"}]
                """
            try TestFile.write(later, to: archive + "/D1/2020-09-14.json")
            let second = try await scene.migration.run(["run", archive], url: scene.url)
            #expect([0, 3].contains(second.code), "\(second.errors)")
            let view = try await scene.view()
            let events = view.rooms.flatMap(\.events)
            #expect(events.count { $0.type == "m.room.encryption" } == 2)
            let room = try #require(
                view.rooms.first { room in
                    room.events.contains { $0.content["body"] == "One thing more" }
                })
            let encrypted = try #require(room.events.firstIndex { $0.type == "m.room.encryption" })
            let said = try #require(room.events.firstIndex { $0.content["body"] == "One thing more" })
            #expect(encrypted < said)
            let verified = try await scene.migration.run(["verify"], url: scene.url)
            #expect(verified.code == 0, "\(verified.errors)")
        }
    }
}
