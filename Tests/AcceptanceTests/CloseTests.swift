// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import FerryTestKit
import Testing

/// The end of a migration.
@Suite(.serialized, .timeLimit(.minutes(40))) struct CloseTests {
    @Test func closedMigrationIsProvenSealedAndChangesNoMore() async throws {
        try await Scene.with { scene in
            #expect(try await scene.run(url: scene.url).code == 3)
            let users = try await scene.view().users.map(\.id).filter { !$0.hasPrefix("@admin:") }
            #expect(try users.contains { try scene.devices($0).contains("MATRIXFERRY") })

            let closed = try await scene.migration.run(["close"], url: scene.url)
            #expect(closed.code == 0, "\(closed.errors)")
            for user in users { #expect(try scene.devices(user).isEmpty, "\(user)") }
            let reports = scene.migration.directory + "/reports/"
            let sealed = try TestFile.bytes(reports + "manifest-sealed.csv")
            let digest = SHA256.digest(of: sealed).hex
            let line = "\(digest)  manifest-sealed.csv\n"
            #expect(try TestFile.text(reports + "manifest-sealed.csv.sha256") == line)

            let proxy = try FaultProxy(upstream: scene.server.port) { _, _, _ in .none }
            for verb in [
                ["import", Scene.sample], ["plan"], ["upload"], ["run", Scene.sample], ["rollback", "--yes"],
            ] {
                let refused = try await scene.migration.run(verb, url: proxy.url)
                #expect(refused.code == 5, "\(verb): \(refused.errors)")
                #expect(refused.errors.contains("closed"), "\(refused.errors)")
            }
            let again = try await scene.migration.run(["close"], url: proxy.url)
            #expect(again.code == 0, "\(again.errors)")
            #expect(again.errors.contains("already"), "\(again.errors)")
            let verified = try await scene.migration.run(["verify"], url: proxy.url)
            #expect(verified.code == 0, "\(verified.errors)")
            #expect(verified.errors.contains("the manifest is the sealed one"), "\(verified.errors)")
            #expect(try await scene.migration.run(["report"]).code == 0)
            let status = try await scene.migration.run(["status"])
            #expect(status.code == 0 && status.errors.contains("closed"), "\(status.errors)")
            #expect(proxy.writeRequests == 0)
            #expect(try TestFile.bytes(reports + "manifest-sealed.csv") == sealed)
        }
    }

    @Test func whatIsNotProvenIsNotClosed() async throws {
        try await Scene.with { scene in
            let early = try await scene.migration.run(["close"], url: scene.url)
            #expect(early.code == 5, "\(early.errors)")
            #expect(try await scene.run(url: scene.url).code == 3)
            let room = try #require(try await scene.view().rooms.first { $0.name == "allgemein" })
            let victim = try #require(
                room.events.last { $0.type == "m.room.message" && !$0.isRedacted && $0.relation == nil })
            let path = "/_matrix/client/v3/rooms/\(PlainHTTP.escaped(room.id))/redact/"
            try scene.appservice().put(path + "\(PlainHTTP.escaped(victim.id))/gone", [:])
            let refused = try await scene.migration.run(["close"], url: scene.url)
            #expect(refused.code == 4, "\(refused.errors)")
            #expect(try scene.devices(victim.sender).contains("MATRIXFERRY"))
            let status = try await scene.migration.run(["status", "--json"])
            #expect(!status.errors.contains("closed"))
        }
    }
}

extension Scene {
    /// The ids of a user's devices.
    func devices(_ user: String) throws -> [String] {
        let path = "/_synapse/admin/v2/users/\(PlainHTTP.escaped(user))/devices"
        let answer = try server.admin.call("GET", path)
        return answer.json["devices"]?.elements.compactMap { $0["device_id"]?.string } ?? []
    }
}
