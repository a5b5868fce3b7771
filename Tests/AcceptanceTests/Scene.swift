// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryTestKit
import Glibc
import Testing

/// One migration, one real homeserver that has loaded its registration, and nobody else on it.
struct Scene: Sendable {
    /// A small town hall's export.
    static let sample = Checkout.root + "/samples/slack/basic/archive"
    /// A real export.
    static let realExport =
        Checkout.root + "/Tests/ImportSlackTests/Fixtures/slack-export-viewer/testarchive.zip"

    let migration: TestMigration
    let server: SynapseServer

    /// Where the homeserver answers without a proxy between.
    var url: String { "http://127.0.0.1:\(server.port)" }

    /// Sets a scene, runs the body and clears everything away. Without a homeserver the test fails.
    ///
    /// - Parameters:
    ///   - settings: what the homeserver's configuration says besides, in YAML.
    ///   - environment: what is in the homeserver's environment.
    ///   - options: more for its first start, such as `--postgres`.
    static func with(
        settings: String = "", environment: [String: String] = [:], options: [String] = [],
        _ body: @Sendable (Scene) async throws -> Void
    ) async throws {
        await Stage.shared.enter()
        let result = await Self.result {
            let migration = try TestMigration()
            let server = try await BlockingWork.run {
                try SynapseServer(
                    folder: migration.folder.path + "/homeserver", registration: migration.registration,
                    settings: settings, environment: environment, options: options)
            }
            try await play(migration, server, body)
        }
        await Stage.shared.leave()
        try result.get()
    }

    /// Settings with which a homeserver heeds the wish to leave profiles out of rooms.
    static let quietProfiles = "experimental_features:\n  msc4069_profile_inhibit_propagation: true\n"

    private static func play(
        _ migration: TestMigration, _ server: SynapseServer, _ body: @Sendable (Scene) async throws -> Void
    ) async throws {
        let result = await result { try await body(Scene(migration: migration, server: server)) }
        try await BlockingWork.run { try server.remove() }
        try result.get()
    }

    private static func result(_ body: () async throws -> Void) async -> Result<Void, any Error> {
        do {
            try await body()
            return .success(())
        } catch { return .failure(error) }
    }

    /// The whole way of the sample, with the program talking to a URL.
    func run(url: String, _ more: [String] = [], limit: Duration = ChildProcess.patience) async throws
        -> ChildProcess.Ending
    {
        try await migration.run(["run", Self.sample] + more, url: url, limit: limit)
    }

    /// What the oracle says about the homeserver.
    ///
    /// - Parameter stumps: the rooms that the program says a crash of the homeserver has left unfinished.
    func verdict(archive: String = Self.sample, stumps: [String] = []) async throws -> Oracle.Verdict {
        let view = try await view()
        return Oracle.judge(
            view, try SlackArchive(folder: archive), migration: migration.id, bot: migration.bot,
            stumps: stumps)
    }

    /// The rooms that the report on the upload says were left unfinished.
    func stumps() throws -> [String] {
        let report = try JSONValue(parsing: TestFile.bytes(migration.directory + "/reports/upload.json"))
        return report["stumps"]?.elements.compactMap(\.string) ?? []
    }

    /// Everything on the homeserver.
    func view() async throws -> ServerView {
        let server = server
        return try await BlockingWork.run { try ServerView(of: server) }
    }

    /// Calls to the homeserver in the name of the appservice.
    func appservice() throws -> PlainHTTP {
        PlainHTTP(port: server.port, token: try migration.secret("as_token"))
    }
}

/// Lets so many homeservers run at a time as a small machine can carry.
actor Stage {
    static let shared = Stage(places: 2)

    private var places: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(places: Int) { self.places = places }

    func enter() async {
        if places > 0 {
            places -= 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    func leave() {
        if waiting.isEmpty {
            places += 1
        } else {
            waiting.removeFirst().resume()
        }
    }
}
