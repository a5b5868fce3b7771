// SPDX-License-Identifier: Apache-2.0
import FerryImport
import ArgumentParser
import FerryJSON
import FerryModel

/// `matrix-ferry import ARCHIVE...`: reads archives into the store.
struct ImportVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Reads archives; nothing leaves this machine.",
        discussion: """
            An archive is the exported file or folder as it is: nothing has to be unpacked. Reading one again, or \
            a later one of the same source, adds what is new and repeats nothing.
            """)

    @OptionGroup var common: CommonOptions

    @Option(
        name: .customLong("source"),
        help: "What the archives are: slack, teams, zoom, webex, mail or compliance. Found out if left out.")
    var source: String?

    @Argument(help: ArgumentHelp("Archives: files or folders.", valueName: "archive"))
    var archives: [String]

    func perform(_ console: Console) async throws -> (summary: JSONValue, status: ExitStatus) {
        let migration = try Migration(common)
        let lock = try migration.lock()
        defer { withExtendedLifetime(lock) {} }
        let stage = ImportStage(migration: migration, store: try migration.store(), console: console)
        let outcome = try stage.read(archives, source: SourceOption.kind(source), skipsKnown: false)
        return (outcome.summary, outcome.status)
    }
}

/// The value of `--source`.
enum SourceOption {
    static func kind(_ text: String?) throws -> SourceKind? {
        guard let text else { return nil }
        let known = Importers.kinds
        guard let kind = SourceKind(rawValue: text), known.contains(kind) else {
            throw Failure(
                .usage, "--source \(text) is not one of \(known.map(\.rawValue).joined(separator: ", "))",
                remedy: "name one of them, or leave --source out")
        }
        return kind
    }
}
