// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryTestKit
import Testing

/// What `doctor --window-config` prints, on a homeserver that has taken it.
@Suite(.timeLimit(.minutes(40))) struct WindowConfigurationTests {
    @Test func withTheSettingsForTheWindowEverythingArrivesAndTheRestCatchesUpAfterwards() async throws {
        let printed = try await TestMigration().run(["doctor", "--window-config"])
        try #require(printed.code == 0, "\(printed.errors)")
        #expect(printed.output.contains(Scene.quietProfiles))
        try await Scene.with(settings: printed.output) { scene in
            let ran = try await scene.run(url: scene.url)
            #expect(ran.code == 3, "\(ran.errors)")
            let verified = try await scene.migration.run(["verify"], url: scene.url)
            #expect(verified.code == 0, "\(verified.errors)")

            // The list of rooms is one of the statistics that pause.
            try await BlockingWork.run {
                try scene.server.stop()
                try scene.server.start(settings: Scene.quietProfiles)
            }
            let rooms = try SlackArchive(folder: Scene.sample).channels.count + 1
            while try await scene.view().rooms.count < rooms { try await Task.sleep(for: .milliseconds(200)) }
            let verdict = try await scene.verdict()
            #expect(verdict.isClean, "\(verdict)")
            #expect(verdict.echoes.isEmpty, "\(verdict.echoes)")
            try await Self.profilesLeaveNoTrace(in: scene)
        }
    }

    private static func profilesLeaveNoTrace(in scene: Scene) async throws {
        let ghosts = try await scene.view().rooms.flatMap(\.events)
            .filter { $0.type == "m.room.member" && $0.content["membership"] == "join" }
            .map(\.sender).filter { $0 != scene.migration.bot }
        let quiet = try #require(ghosts.first)
        let loud = try #require(ghosts.first { $0 != quiet })
        let appservice = try scene.appservice()
        // As the program sets a name, and then as anybody else does.
        try rename(quiet, to: "Quiet", "&org.matrix.msc4069.propagate=false", appservice)
        try rename(loud, to: "Loud", "", appservice)
        while try await !names(scene).contains("Loud") { try await Task.sleep(for: .milliseconds(200)) }
        #expect(try await !names(scene).contains("Quiet"))
        #expect(try await scene.view().users.contains { $0.name == "Quiet" })
    }

    private static func rename(
        _ user: String, to name: String, _ more: String, _ appservice: PlainHTTP
    ) throws {
        let id = PlainHTTP.escaped(user)
        try appservice.put(
            "/_matrix/client/v3/profile/\(id)/displayname?user_id=\(id)\(more)",
            ["displayname": .string(name)])
    }

    /// What people are called by the events of rooms.
    private static func names(_ scene: Scene) async throws -> Set<String> {
        let events = try await scene.view().rooms.flatMap(\.events)
        return Set(events.compactMap { $0.content["displayname"]?.string })
    }
}
