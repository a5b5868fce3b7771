// SPDX-License-Identifier: Apache-2.0
import FerryModel
import Logging
import ArgumentParser
import FerryJSON

/// `matrix-ferry upload`: carries the plan out.
struct UploadVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "upload", abstract: "Carries the plan out; continues where it stopped.",
        discussion: """
            Can be ended at any moment and run again. The first SIGINT or SIGTERM finishes what is in flight; the \
            second ends at once, which is safe too.
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var flags: UploadFlags

    func perform(_ console: Console) async throws -> (summary: JSONValue, status: ExitStatus) {
        let migration = try Migration(common)
        let lock = try migration.lock()
        defer { withExtendedLifetime(lock) {} }
        let stage = UploadStage(
            migration: migration, store: try migration.store(), console: console, logger: try common.logger())
        let summary = try await stage.upload(flags)
        return (summary.json, UploadStage.status(summary))
    }
}
