// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import FerryJSON
import FerryModel
import FerryReport
import FerryStore
import FerryUpload

/// `matrix-ferry rollback`: takes away what the migration has made.
struct RollbackVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "rollback", abstract: "Removes from the homeserver what this migration has made.",
        discussion: """
            Without --yes it only says what would go, and where people have written since. With the token of a \
            Synapse administrator rooms, aliases and files are deleted; without one every member leaves the rooms, \
            which stay in the homeserver's database. Afterwards the plan can be carried out anew.
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var admin: AdminFlags

    @Flag(name: .customLong("yes"), help: "Does it.")
    var isMeant = false

    @Flag(
        name: .customLong("people"),
        help: "Deactivates the accounts that this migration has made, too. They can never be made again.")
    var includesPeople = false

    @Flag(
        name: .customLong("force"),
        help: ArgumentHelp(
            "Removes rooms in which people have written since, too, a migration that was closed, and one that a "
                + "copy of the directory has carried on."))
    var isForced = false

    func perform(_ console: Console) async throws -> (summary: JSONValue, status: ExitStatus) {
        let migration = try Migration(common)
        let lock = try migration.lock()
        defer { withExtendedLifetime(lock) {} }
        let store = try migration.store()
        if !isForced, let closing = try store.closing() {
            throw Failure(
                .planStale, "the migration was closed at \(closing.at.utcText)", at: migration.directory,
                remedy:
                    "people work in its rooms by now; if they shall go all the same, run again with --force")
        }
        if includesPeople, try migration.id.hasSuffix(Rehearsal.idSuffix) {
            throw Failure(
                .configuration, "the accounts of a rehearsal are those that the real migration needs",
                at: migration.directory,
                remedy: "leave --people out; a deactivated account can never be used again")
        }
        let rollback = try self.rollback(migration, store)
        guard isMeant else {
            let summary = try await rollback.survey()
            console.say(RollbackText.survey(summary, hasAdmin: admin.isGiven))
            return (summary.json, .done)
        }
        let summary: RollbackSummary
        do {
            summary = try await rollback.run { done, total in
                console.json("progress", ["done": .int(Int64(done)), "total": .int(Int64(total))])
            }
        } catch let failure as Failure where failure.kind == .paused {
            console.complain("interrupted; run the same command again, it continues")
            return (["ok": false], Interruption.signal ?? .paused)
        }
        let folder = ReportFolder(path: migration.reportsPath)
        try folder.write(
            "rollback.json", String(decoding: summary.json.canonicalBytes(), as: UTF8.self) + "\n")
        console.say(RollbackText.done(summary))
        return (summary.json, summary.left.isEmpty ? .done : .doneWithLosses)
    }

    private func rollback(_ migration: Migration, _ store: Store) throws -> Rollback {
        Interruption.listen()
        let stop = StopSignal(isInterrupted: { Interruption.signal != nil })
        let clock = stop.clock()
        var options = RollbackOptions()
        options.deactivatesAccounts = includesPeople
        options.isForced = isForced
        return Rollback(
            store: store, homeserver: try migration.homeserver(clock: clock),
            admin: try admin.homeserver(of: migration, clock: clock), server: try migration.server,
            bot: migration.bot, options: options, clock: clock, logger: try common.logger())
    }
}
