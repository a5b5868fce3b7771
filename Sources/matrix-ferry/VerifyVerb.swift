// SPDX-License-Identifier: Apache-2.0
import FerryModel
import ArgumentParser
import FerryJSON

/// `matrix-ferry verify`: proves on the homeserver what the plan says.
struct VerifyVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Reads the homeserver back and compares; exit code 4 if anything differs.",
        discussion: """
            Every event is compared by sender, time, order, content and relations, every file by its SHA-256. \
            Nothing is written on the homeserver.
            """)

    @OptionGroup var common: CommonOptions

    func perform(_ console: Console) async throws -> (summary: JSONValue, status: ExitStatus) {
        let migration = try Migration(common)
        let lock = try migration.lock()
        defer { withExtendedLifetime(lock) {} }
        let stage = VerifyStage(migration: migration, store: try migration.store(), console: console)
        let summary = try await stage.verify()
        return (summary.json, VerifyStage.status(summary))
    }
}
