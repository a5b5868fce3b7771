// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryTestKit
import Glibc
import Testing

/// `doctor` finds on real homeservers what would ruin a migration.
@Suite(.serialized, .timeLimit(.minutes(40))) struct DoctorTests {
    /// What doctor says, by check.
    private func findings(
        _ scene: Scene, url: String? = nil, environment: [String: String] = [:]
    ) async throws -> (code: Int32, checks: [String: (isGood: Bool, words: String)]) {
        let ending = try await scene.migration.run(
            ["doctor", "--json"], url: url ?? scene.url, environment: environment)
        var checks: [String: (isGood: Bool, words: String)] = [:]
        for line in ending.output.split(separator: "\n") {
            let finding = try JSONValue(parsing: String(line))
            guard finding["type"] == "finding", let check = finding["check"]?.string else { continue }
            let words = (finding["found"]?.string ?? "") + " / " + (finding["remedy"]?.string ?? "")
            checks[check] = (finding["ok"]?.bool == true, words)
        }
        return (ending.code, checks)
    }

    @Test func findsWhatTheSettingsOfAHomeserverWouldRuin() async throws {
        let settings = """
            retention: {enabled: true, default_policy: {max_lifetime: 365d}}
            encryption_enabled_by_default_for_room_type: all
            max_upload_size: 2K
            """
        try await Scene.with(settings: settings) { scene in
            #expect(try await scene.migration.run(["import", Scene.sample]).code == 3)
            let (code, checks) = try await findings(scene)
            #expect(code == 78)
            #expect(checks["media"]?.isGood == false, "\(checks)")
            #expect(checks["media"]?.words.contains("max_upload_size") == true)
            // The probe room comes only when all else is well.
            let server = scene.server
            try await BlockingWork.run {
                try server.stop()
                try server.start(settings: settings.replacing("max_upload_size: 2K", with: ""))
            }
            let (again, probed) = try await findings(scene)
            #expect(again == 78)
            #expect(probed["old events"]?.isGood == false, "\(probed)")
            #expect(probed["old events"]?.words.contains("retention") == true)
            #expect(probed["encryption"]?.isGood == false, "\(probed)")
            #expect(
                probed["encryption"]?.words.contains("encryption_enabled_by_default_for_room_type") == true)
        }
    }

    /// Retention that hides what was written in 2014, and leaves what was written in 2018.
    @Test func asksForTheAgeOfTheArchivesThemselves() async throws {
        let days = (time(nil) - 1_451_606_400) / 86_400
        let settings = "retention: {enabled: true, default_policy: {max_lifetime: \(days)d}}"
        try await Scene.with(settings: settings) { scene in
            let unknown = try await findings(scene)
            #expect(unknown.checks["old events"]?.isGood == false, "\(unknown)")
            let archive = scene.migration.folder.path + "/archive"
            try TinyArchive.write(to: archive)
            #expect([0, 3].contains(try await scene.migration.run(["import", archive]).code))
            let known = try await findings(scene)
            #expect(known.checks["old events"]?.isGood == true, "\(known)")
            #expect(known.checks["old events"]?.words.contains("2020-09-13") == true, "\(known)")
        }
    }

    @Test func findsAWrongClockAndAForeignAuthenticationAndNothingWhereAllIsWell() async throws {
        try await Scene.with { scene in
            let (code, checks) = try await findings(scene)
            #expect(code == 0, "\(checks)")
            #expect(!checks.values.contains { !$0.isGood })
            for check in [
                "token", "namespace", "devices", "room version", "clock", "old events", "transaction ids",
            ] {
                #expect(checks[check] != nil, "\(check)")
            }
            // Only the room that was left is there, and nobody is in it.
            let view = try await scene.view()
            let last = view.rooms.map {
                $0.events.last { $0.type == "m.room.member" }?.content["membership"]?.string
            }
            #expect(!last.contains("join"), "\(last)")

            let ahead = try await findings(
                scene, environment: ["LD_PRELOAD": Checkout.faultShim, "FERRY_FAULT": "clock:7200"])
            #expect(ahead.code == 78)
            #expect(ahead.checks["clock"]?.isGood == false, "\(ahead.checks)")

            let full = try await findings(
                scene, environment: ["LD_PRELOAD": Checkout.faultShim, "FERRY_FAULT": "space:50000000"])
            #expect(full.code == 78)
            #expect(full.checks["disk"]?.isGood == false, "\(full.checks)")
            #expect(full.checks["disk"]?.words.contains("47 MiB") == true, "\(full.checks)")

            let issuer = "https://auth.example.org/"
            let mas = try ScriptedServer { request in
                guard request.path.contains("openid-configuration") else {
                    return .answer(.error(404, "M_NOT_FOUND"))
                }
                let urls = [
                    "account_management_uri", "authorization_endpoint", "token_endpoint", "jwks_uri",
                    "registration_endpoint",
                ]
                let fields = urls.map { "\"\($0)\":\"\(issuer)\($0)\"" }.joined(separator: ",")
                return .answer(
                    .json("{\"issuer\":\"\(issuer)\",\(fields),\"response_types_supported\":[\"code\"]}"))
            }
            let server = scene.server
            try await BlockingWork.run {
                try server.stop()
                try server.start(
                    settings: """
                        matrix_authentication_service: {enabled: true, endpoint: "\(mas.url)/", secret: "0123456789abcdef"}
                        password_config: {enabled: false}
                        """)
            }
            let delegated = try await findings(scene)
            #expect(
                delegated.checks["delegated authentication"]?.words.contains(issuer) == true, "\(delegated)")
            #expect(
                delegated.checks["delegated authentication"]?.words.contains("create the people there")
                    == true)
            #expect(delegated.code == 0, "\(delegated)")
            mas.stop()
            try await BlockingWork.run {
                try server.stop()
                try server.start()
            }
            let silent = try await findings(scene)
            #expect(silent.checks["delegated authentication"]?.isGood == false, "\(silent)")
        }
    }
}
