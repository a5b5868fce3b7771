// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import FerryTestKit
import Testing

/// What `verify` writes down for auditors agrees with what they read themselves.
@Suite(.serialized, .timeLimit(.minutes(40))) struct ManifestTests {
    @Test func everyLineIsWhatTheHomeserverHoldsAndEveryEventHasOne() async throws {
        try await Scene.with { scene in
            #expect(try await scene.run(url: scene.url).code == 3)
            let lines = try scene.manifest("manifest.csv")
            let view = try await scene.view()
            var events: [String: ServerView.Event] = [:]
            for room in view.rooms {
                // The creation and the event that ends it are how a room is found, not what was carried.
                for event in room.events where event.marker != nil && event.type != ServerView.marker {
                    if event.type != "m.room.create" { events[event.id] = event }
                }
            }
            let named = Set(lines.filter { $0[0] == "event" }.map { $0[2] })
            #expect(Set(events.keys).subtracting(named).isEmpty)
            for fields in lines where fields[0] == "event" {
                guard let event = events[fields[2]] else { continue }
                #expect(fields[3] == event.type)
                #expect(fields[4] == event.sender)
                #expect(fields[5] == String(event.time))
                #expect(fields[8] == SHA256.digest(of: event.content.canonicalBytes()).hex, "\(fields)")
            }
            let media = lines.filter { $0[0] == "media" }
            #expect(Set(media.map { $0[6] }).isSuperset(of: view.media.keys))
            for fields in media { if let digest = view.media[fields[6]] { #expect(digest == fields[8]) } }

            let bytes = try TestFile.bytes(scene.migration.directory + "/reports/manifest.csv")
            let report = try scene.verifyReport()
            #expect(report["manifest"]?["sha256"]?.string == SHA256.digest(of: bytes).hex)
            #expect(report["manifest"]?["lines"]?.int64 == Int64(lines.count))
        }
    }

    @Test func partsTogetherAreTheWhole() async throws {
        try await Scene.with { scene in
            #expect(try await scene.run(url: scene.url).code == 3)
            let whole = Set(try scene.manifest("manifest.csv"))
            var rooms: Int64 = 0
            var parts: [[String]] = []
            for part in 1...3 {
                let ending = try await scene.migration.run(
                    ["verify", "--subset", "\(part)/3"], url: scene.url)
                #expect(ending.code == 0, "\(ending.errors)")
                #expect(ending.errors.contains("Only part \(part) of 3"), "\(ending.errors)")
                parts += try scene.manifest("manifest-\(part)-of-3.csv")
                let report = try scene.verifyReport()
                #expect(report["subset"]?["part"]?.int64 == Int64(part))
                rooms += report["rooms"]?.int64 ?? 0
            }
            #expect(parts.count == whole.count)
            #expect(Set(parts) == whole)
            #expect(rooms == Int64(try await scene.view().rooms.count))
            let wrong = try await scene.migration.run(["verify", "--subset", "4/3"], url: scene.url)
            #expect(wrong.code == 64)
        }
    }
}

extension Scene {
    /// The lines of a manifest without its header, as fields.
    func manifest(_ name: String) throws -> [[String]] {
        let text = try TestFile.text(migration.directory + "/reports/" + name)
        return text.split(separator: "\n").dropFirst().map { line in
            line.split(separator: ",", omittingEmptySubsequences: false).map { String($0) }
        }
    }

    /// `reports/verify.json`.
    func verifyReport() throws -> JSONValue {
        try JSONValue(parsing: TestFile.bytes(migration.directory + "/reports/verify.json"))
    }
}
