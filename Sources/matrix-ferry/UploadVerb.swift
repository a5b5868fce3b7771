// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryStore
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

    @Option(
        name: .customLong("rehearse"),
        help: ArgumentHelp(
            "Carries only so many rooms, as a rehearsal in a space of its own; see rehearsal/ in the directory.",
            valueName: "rooms"))
    var rehearsed: Int?

    @Flag(
        name: .customLong("take-over"),
        help:
            "Goes on in this directory although a copy of it was carried on elsewhere: reads every room back first."
    )
    var takesOver = false

    func validate() throws {
        if let rehearsed, rehearsed < 1 { throw ValidationError("--rehearse must be above zero.") }
    }

    func perform(_ console: Console) async throws -> (summary: JSONValue, status: ExitStatus) {
        let migration = try Migration(common)
        let lock = try migration.lock()
        defer { withExtendedLifetime(lock) {} }
        if let rehearsed { return try await rehearse(rehearsed, migration, console) }
        let stage = UploadStage(
            migration: migration, store: try migration.store(), console: console, logger: try common.logger())
        let summary = try await stage.upload(flags, takesOver: takesOver)
        return (summary.json, UploadStage.status(summary))
    }

    private func rehearse(
        _ rooms: Int, _ migration: Migration, _ console: Console
    ) async throws -> (summary: JSONValue, status: ExitStatus) {
        let real = try migration.store()
        try real.requireOpen()
        let rehearsal = try Rehearsal(migration: migration, store: real).open(rooms: rooms, console)
        let lock = try rehearsal.lock()
        defer { withExtendedLifetime(lock) {} }
        let store = try rehearsal.store()
        _ = try PlanStage(migration: rehearsal, store: store, console: console).plan()
        let stage = UploadStage(
            migration: rehearsal, store: store, console: console, logger: try common.logger())
        let summary = try await stage.upload(flags)
        console.say(
            "look at the rooms, then remove them: matrix-ferry rollback --yes -C \(rehearsal.directory)")
        return (summary.json, UploadStage.status(summary))
    }
}
