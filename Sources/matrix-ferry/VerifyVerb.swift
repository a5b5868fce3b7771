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
            Nothing is written on the homeserver. reports/manifest.csv names everything that was read, with its \
            SHA-256, so that an auditor can check it without this program. Interrupted, it goes on where it was.
            """)

    @OptionGroup var common: CommonOptions

    @Option(
        name: .customLong("subset"),
        help: ArgumentHelp(
            "Reads only part k of n of the rooms and files, always the same.", valueName: "k/n"))
    var subset: String?

    @Flag(
        name: .customLong("anew"),
        help: "Reads everything, also what a verification that was interrupted in the last day has read.")
    var anew = false

    func validate() throws {
        if let subset, Subset(subset) == nil {
            throw ValidationError("--subset \(subset) is no part such as 2/5.")
        }
    }

    func perform(_ console: Console) async throws -> (summary: JSONValue, status: ExitStatus) {
        let migration = try Migration(common)
        let lock = try migration.lock()
        defer { withExtendedLifetime(lock) {} }
        let stage = VerifyStage(migration: migration, store: try migration.store(), console: console)
        let summary = try await stage.verify(subset.flatMap { Subset($0) }, anew: anew)
        return (summary.json, VerifyStage.status(summary))
    }
}
