// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryTestKit
import Testing

/// What homeservers with demands of their own get arrives on an ordinary one too: rooms that were never open, direct rooms
/// that were made by one of their two people, and what a later archive brings into them.
@Suite(.serialized, .timeLimit(.minutes(40))) struct DeploymentRunTests {
    @Test func directRoomsUnderAccessRulesAreNobodyElsesFromTheFirstEventOn() async throws {
        try await Scene.with { scene in
            let path = scene.migration.directory + "/ferry.yaml"
            let text = try TestFile.text(path)
            #expect(text.contains("# profile: plain"))
            try TestFile.write(text.replacing("# profile: plain", with: "profile: tchap"), to: path)
            let archive = scene.migration.folder.path + "/export"
            try TinyArchive.write(to: archive)
            let first = try await scene.migration.run(["run", archive], url: scene.url)
            #expect([0, 3].contains(first.code), "\(first.errors)")

            let later = """
                [{"type":"message","user":"U2","text":"One thing more","ts":"1600000900.000100"}]
                """
            try TestFile.write(later, to: archive + "/D1/2020-09-14.json")
            let second = try await scene.migration.run(["run", archive], url: scene.url)
            #expect([0, 3].contains(second.code), "\(second.errors)")

            let rooms = try await scene.view().rooms
            for room in rooms {
                #expect(!room.events.contains { $0.content["join_rule"] == "public" }, "\(room.name)")
                #expect(room.events.contains { $0.type == "im.vector.room.access_rules" }, "\(room.name)")
            }
            let direct = try #require(
                rooms.first { $0.events.contains { $0.content["body"] == "One thing more" } })
            let rules = direct.events.first { $0.type == "im.vector.room.access_rules" }?.content
            #expect(rules?["rule"] == "direct")
            #expect(Set(direct.events.map(\.sender)) == Self.two)
            let members = direct.events.filter { $0.type == "m.room.member" }
            #expect(Set(members.compactMap(\.stateKey)) == Self.two)
            let refused = ["m.room.name", "m.room.topic", "m.room.avatar", "m.room.encryption"]
            #expect(!direct.events.contains { refused.contains($0.type) })

            let gone = try await scene.rollback(["--yes"])
            #expect(gone.code == 0, "\(gone.errors)")
            #expect(try await scene.view().rooms.isEmpty)
            let doctor = try await scene.migration.run(["doctor"], url: scene.url)
            #expect(doctor.code == 0, "\(doctor.errors)")
        }
    }

    private static let two: Set = ["@ada-example.org:example.org", "@ben-example.org:example.org"]
}
