// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryTestKit
import Testing

/// Somebody changes the homeserver, or the journal is not to be trusted: `verify` and the oracle must notice.
@Suite(.serialized, .timeLimit(.minutes(40))) struct TamperTests {
    @Test func everyChangeOnTheHomeserverIsNoticed() async throws {
        try await Scene.with { scene in
            let ending = try await scene.run(url: scene.url)
            #expect(ending.code == 3, "\(ending.errors)")
            let room = try #require(try await scene.view().rooms.first { $0.name == "allgemein" })
            let messages = room.events.filter { $0.type == "m.room.message" && $0.relation == nil }
            let path = "/_matrix/client/v3/rooms/\(PlainHTTP.escaped(room.id))"
            let appservice = try scene.appservice()

            let forged = String(repeating: "ab", count: 32)
            let marker: JSONValue = ["id": .string(forged), "migration": .string(scene.migration.id)]
            try appservice.put(
                path + "/send/m.room.message/forged",
                ["msgtype": "m.text", "body": "new", ServerView.marker: marker])
            try await expect(scene, "extra", 1) { $0.foreign.count == 1 && $0.duplicated.isEmpty }

            let original = try #require(messages.first { !$0.isRedacted })
            let sender = "?user_id=" + PlainHTTP.escaped(original.sender)
            try appservice.put(path + "/send/m.room.message/copy" + sender, original.content)
            try await expect(scene, "duplicated", 1) { $0.duplicated.count == 1 }

            let victim = try #require(messages.last { !$0.isRedacted && $0.content["url"] == nil })
            try appservice.put(path + "/redact/\(PlainHTTP.escaped(victim.id))/gone", [:])
            try await expect(scene, "different", 1) { $0.altered.contains { $0.contains("redacted") } }

            let lost = try #require(
                messages.dropFirst(3).first { !$0.isRedacted && $0.content["url"] == nil })
            let server = scene.server
            try await BlockingWork.run {
                try server.stop()
                try SQLiteFile.run("DELETE FROM events WHERE event_id = '\(lost.id)'", on: server.database)
                try server.start()
            }
            try await expect(scene, "missing", 1) { !$0.lost.isEmpty }
        }
    }

    /// Expects exit code 4, a count in the report, and something of the oracle.
    private func expect(
        _ scene: Scene, _ figure: String, _ count: Int64, _ isNoticed: (Oracle.Verdict) -> Bool
    ) async throws {
        let ending = try await scene.migration.run(["verify"], url: scene.url)
        #expect(ending.code == 4, "\(figure): \(ending.errors)")
        let report = try JSONValue(
            parsing: TestFile.bytes(scene.migration.directory + "/reports/verify.json"))
        #expect(report[figure]?.int64 == count, "\(figure): \(ending.errors)")
        let verdict = try await scene.verdict()
        #expect(isNoticed(verdict), "\(figure): \(verdict)")
    }

    /// The negative control: what was sent is called unsent behind the program's back.
    @Test func journalThatForgetsMakesDuplicatesWhichTheOracleFinds() async throws {
        try await Scene.with { scene in
            let ending = try await scene.run(url: scene.url)
            #expect(ending.code == 3, "\(ending.errors)")
            // While the homeserver remembers the transaction ids, even that does no harm.
            try await forget(5, in: scene)
            let harmless = try await scene.migration.run(["upload"], url: scene.url)
            #expect(harmless.code == 0, "\(harmless.errors)")
            let clean = try await scene.verdict()
            #expect(clean.isClean, "\(clean)")

            let server = scene.server
            try await forget(5, in: scene)
            try await BlockingWork.run {
                try server.stop()
                try SQLiteFile.run("DELETE FROM event_txn_id_device_id", on: server.database)
                try server.start()
            }
            _ = try await scene.migration.run(["upload"], url: scene.url)
            let verdict = try await scene.verdict()
            #expect(verdict.duplicated.count == 5, "\(verdict)")
            let verified = try await scene.migration.run(["verify"], url: scene.url)
            #expect(verified.code == 4)
        }
    }

    /// Sets the last messages of a channel back to unsent.
    private func forget(_ count: Int, in scene: Scene) async throws {
        let store = scene.migration.store
        try await BlockingWork.run {
            try SQLiteFile.run(
                """
                UPDATE lane SET finished = 0 WHERE name = 'it-betrieb';
                UPDATE operation SET state = 0, claimed_at = NULL, result = NULL WHERE id IN (
                    SELECT o.id FROM operation o JOIN lane l ON l.id = o.lane
                    WHERE l.name = 'it-betrieb' AND o.kind = 'event' AND o.type = 'm.room.message'
                    ORDER BY o.seq DESC LIMIT \(count));
                """, on: store)
        }
    }
}
