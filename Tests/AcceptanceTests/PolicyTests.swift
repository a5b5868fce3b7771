// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryTestKit
import Glibc
import Testing

/// A homeserver with a module of its own: it refuses what is against its rules, and dies where it is told to.
@Suite(.serialized, .timeLimit(.minutes(40))) struct PolicyTests {
    private static func message(_ second: Int, _ text: String, _ more: String = "") -> String {
        "{\"type\":\"message\",\"user\":\"U1\",\"ts\":\"\(1_600_000_000 + second).000100\",\"text\":\"\(text)\"\(more)}"
    }

    private static func write(to folder: String) throws {
        try TinyArchive.write(to: folder)
        try TestFile.write(
            """
            [{"id":"C1","name":"general","created":1600000000,"creator":"U1","members":["U1","U2"],
              "topic":{"value":"All of it [policy]"}}]
            """, to: folder + "/channels.json")
        let reaction = #","reactions":[{"name":"tada","users":["U2"],"count":1}]"#
        let root = #","thread_ts":"1600000300.000100""#
        let messages = [
            message(100, "First of all"), message(200, "Buy this [spam]", reaction),
            message(300, "What nobody may know [policy]", root + #","reply_count":1"#),
            message(400, "About what nobody may know", root),
            message(500, "It was harmless [spam]", #","edited":{"user":"U1","ts":"1600000550.000000"}"#),
            message(600, "Last of all"),
        ]
        try TestFile.write(
            "[\(messages.joined(separator: ",\n"))]", to: folder + "/general/2020-09-13.json")
    }

    private static func with(_ body: @escaping @Sendable (Scene, SynapseModule) async throws -> Void)
        async throws
    {
        let folder = try TestFolder()
        let module = try SynapseModule(folder: folder.path + "/module")
        try await Scene.with(settings: module.settings, environment: module.environment) {
            try await body($0, module)
        }
    }

    @Test func whatTheHomeserverRefusesIsPutAsideWithItsReasonAndTheRestArrives() async throws {
        try await Self.with { scene, _ in
            let archive = scene.migration.folder.path + "/archive"
            try Self.write(to: archive)
            for verb in [["import", archive], ["plan"]] {
                #expect([0, 3].contains(try await scene.migration.run(verb).code))
            }
            let uploaded = try await scene.migration.run(["upload", "--json"], url: scene.url)
            #expect(uploaded.code == 3, "\(uploaded.code) \(uploaded.errors)")
            let summary = try NDJSON.summary(uploaded.output)
            let stuck = try TestFile.text(scene.migration.directory + "/reports/upload-stuck.csv")
                .split(whereSeparator: \.isNewline)
            let wedged = stuck.filter { $0.hasPrefix("wedged") }
            let skipped = stuck.filter { $0.hasPrefix("skipped") }
            #expect(wedged.count { $0.contains("M_FORBIDDEN") } == 2, "\(stuck)")
            #expect(wedged.count { $0.contains("ORG.EXAMPLE.POLICY") } == 2, "\(stuck)")
            #expect(summary["operations"]?["wedged"]?.int64 == Int64(wedged.count))
            #expect(summary["operations"]?["skipped"]?.int64 == Int64(skipped.count))
            // The reaction to the one, the answer to the other, the edit of the third.
            #expect(skipped.count == 3, "\(stuck)")

            let view = try await scene.view()
            let room = try #require(view.rooms.first { $0.name == "general" })
            let said = room.events.filter { $0.type == "m.room.message" && $0.relation != "m.replace" }
            #expect(said.first?.content["body"] == "First of all")
            #expect(said.last?.content["body"] == "Last of all")
            #expect(!room.events.contains { $0.type == "m.room.topic" })
            // Pins, power levels and read markers behind all that are there.
            #expect(room.events.contains { $0.type == "m.room.join_rules" && $0.marker != nil })

            let verified = try await scene.migration.run(["verify", "--json"], url: scene.url)
            #expect(verified.code == 4, "\(verified.errors)")
            let found = try NDJSON.summary(verified.output)
            #expect(found["missing"]?.int64 == Int64(wedged.count + skipped.count), "\(found)")
            #expect(found["open"] == 0)
            let reasons = found["differences"]?.elements.compactMap { $0["what"]?.string } ?? []
            #expect(reasons.count { $0 == "refused by the homeserver" } == wedged.count, "\(reasons)")
            for verdict in ["extra", "different", "duplicated", "outOfOrder"] {
                #expect(found[verdict] == 0, "\(verdict): \(found)")
            }
            // Nobody asks again by himself, and nothing is sent twice.
            let quiet = try FaultProxy(upstream: scene.server.port) { _, _, _ in .none }
            #expect(try await scene.migration.run(["upload"], url: quiet.url).code == 3)
            #expect(quiet.writeRequests == 0)
        }
    }

    /// With the first events of a room; `FERRY_TEST_LONG=1` also before there is any, and with all but the last.
    @Test func homeserverThatDiesWhileItMakesARoomLeavesAStumpThatIsReported() async throws {
        try await Self.with { scene, module in
            let proxy = try FaultProxy(upstream: scene.server.port) { _, _, _ in .none }
            let isLong = getenv("FERRY_TEST_LONG") != nil
            let points =
                isLong
                ? ["m.room.create", "m.room.power_levels", ServerView.marker] : ["m.room.power_levels"]
            try module.killServer(atEvent: points[0])
            let child = try scene.migration.start(["run", Scene.sample], url: proxy.url)
            let reviving = Task {
                var deaths = 0
                while !Task.isCancelled {
                    try await Task.sleep(for: .milliseconds(200))
                    guard module.isSpent, !scene.server.isWell else { continue }
                    deaths += 1
                    if deaths < points.count { try module.killServer(atEvent: points[deaths]) }
                    try await BlockingWork.run { try scene.server.start() }
                }
            }
            let ending = try await BlockingWork.run { try child.wait(limit: .seconds(600)) }
            reviving.cancel()
            _ = try? await reviving.value
            #expect(ending.code == 3, "\(ending.errors)")
            #expect(module.isSpent)
            let stumps = try scene.stumps()
            print("PolicyTests: \(points.count) deaths, stumps \(stumps)")
            #expect(!stumps.isEmpty)
            let verdict = try await scene.verdict(stumps: stumps)
            #expect(verdict.isClean, "\(verdict)")
            for room in try await scene.view().rooms where stumps.contains(room.id) {
                let last = room.events.last { $0.stateKey == scene.migration.bot }
                #expect(last?.content["membership"] != "join", "\(room.id)")
            }
            // With an administrator's token a rollback takes the stumps away, too.
            let token = scene.migration.folder.path + "/admin-token"
            try TestFile.write(scene.server.adminToken + "\n", to: token)
            chmod(token, 0o600)
            let undone = try await scene.migration.run(
                ["rollback", "--yes", "--admin-token-file", token], url: scene.url)
            #expect([0, 3].contains(undone.code), "\(undone.errors)")
            let rooms = try await scene.view().rooms
            #expect(rooms.isEmpty, "\(rooms.map(\.id))")
        }
    }
}
