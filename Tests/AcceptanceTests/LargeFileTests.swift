// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryTestKit
import Testing

/// Files that a real homeserver does not take, beside those that it does.
@Suite(.serialized, .timeLimit(.minutes(40))) struct LargeFileTests {
    private static let sizes = ["small": 1_000, "empty": 0, "large": 3_000, "huge": 20_000_000]

    private func write(to folder: String) throws {
        for name in ["", "/general", "/__uploads"] { try TestFile.makeFolder(folder + name) }
        try TestFile.write(
            #"[{"id":"U1","team_id":"T1","name":"ada","profile":{"email":"ada@example.org"}}]"#,
            to: folder + "/users.json")
        try TestFile.write(
            #"[{"id":"C1","name":"general","members":["U1"]}]"#, to: folder + "/channels.json")
        var messages: [String] = []
        for (number, (name, size)) in Self.sizes.sorted(by: { $0.key < $1.key }).enumerated() {
            messages.append(
                #"""
                {"type":"message","user":"U1","text":"with the \#(name) file","ts":"160000\#(number)000.000100",
                 "files":[{"id":"F\#(number)","name":"\#(name).bin","mode":"hosted","size":\#(size)}]}
                """#)
            let path = folder + "/__uploads/F\(number)"
            try TestFile.makeFolder(path)
            try TestFile.write([UInt8](repeating: UInt8(number), count: size), to: path + "/\(name).bin")
        }
        messages.append(
            #"{"type":"message","user":"U1","text":"the last one","ts":"1600009000.000100"}"#)
        try TestFile.write(
            "[" + messages.joined(separator: ",") + "]", to: folder + "/general/2020-09-13.json")
    }

    /// The plan says which files the homeserver will not take.
    private func expectForeseen(_ scene: Scene, _ files: [String], code: Int32) async throws {
        let checked = try await scene.migration.run(["plan", "--check-server", "--json"], url: scene.url)
        #expect(checked.code == code, "\(checked.errors)")
        let table = try TestFile.text(scene.migration.directory + "/reports/files.csv")
        let rows = table.split(whereSeparator: \.isNewline).dropFirst()
        #expect(rows.count == files.count, "\(table)")
        for (row, file) in zip(rows, files) {
            #expect(row.hasPrefix(file + ",") && row.contains("__uploads/F"), "\(table)")
        }
        let summary = try NDJSON.summary(checked.output)
        #expect(summary["files"]?["tooLarge"]?.int64 == Int64(files.count), "\(summary)")
    }

    @Test func whatIsLargerThanTheHomeserverTakesIsNamedOnceAndHoldsNothingUp() async throws {
        try await Scene.with(settings: "max_upload_size: 2K") { scene in
            let archive = scene.migration.folder.path + "/archive"
            try write(to: archive)
            #expect(try await scene.migration.run(["import", archive]).code == 0)
            #expect(try await scene.migration.run(["plan"]).code == 0)
            try await expectForeseen(scene, ["huge.bin,20000000", "large.bin,3000"], code: 3)
            let ending = try await scene.migration.run(
                ["upload", "--give-up-after", "60s"], url: scene.url, limit: .seconds(300))
            #expect(ending.code == 3, "\(ending.errors)")
            let stuck = try TestFile.text(scene.migration.directory + "/reports/upload-stuck.csv")
            let rows = stuck.split(whereSeparator: \.isNewline).dropFirst()
            #expect(rows.count { $0.hasPrefix("wedged,upload,") } == 2, "\(stuck)")
            #expect(rows.count { $0.hasPrefix("skipped,event,") } == 2, "\(stuck)")
            #expect(rows.count == 4, "\(stuck)")

            let view = try await scene.view()
            let room = try #require(view.rooms.first { $0.name == "general" })
            let bodies = room.events.compactMap { $0.content["body"]?.string }
            for name in Self.sizes.keys { #expect(bodies.contains("with the \(name) file"), "\(name)") }
            #expect(bodies.contains("the last one"))
            #expect(bodies.contains("small.bin"))
            #expect(bodies.contains("empty.bin"))

            // Once the homeserver takes them, they come.
            let server = scene.server
            try await BlockingWork.run {
                try server.stop()
                try server.start(settings: "max_upload_size: 50M")
            }
            try await expectForeseen(scene, [], code: 0)
            let again = try await scene.migration.run(["upload"], url: scene.url, limit: .seconds(300))
            #expect(again.code == 0, "\(again.errors)")
            let later = try await scene.view().rooms.first { $0.name == "general" }
            let names = later?.events.compactMap { $0.content["body"]?.string } ?? []
            for name in Self.sizes.keys {
                #expect(names.count { $0 == name + ".bin" } == 1, "\(name)")
            }
        }
    }
}
