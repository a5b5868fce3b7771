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
    @OptionGroup var reading: ArchiveOptions

    func perform(_ console: Console) async throws -> (summary: JSONValue, status: ExitStatus) {
        let migration = try Migration(common)
        let lock = try migration.lock()
        defer { withExtendedLifetime(lock) {} }
        let stage = ImportStage(migration: migration, store: try migration.store(), console: console)
        let outcome = try stage.read(
            reading.archives, source: try reading.kind(), skipsKnown: false)
        return (outcome.summary, outcome.status)
    }
}
