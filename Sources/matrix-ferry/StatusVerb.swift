// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import FerryJSON
import FerryModel
import FerryStore

/// `matrix-ferry status`: where the migration stands.
struct StatusVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Says where the migration stands, also while an upload runs.")

    @OptionGroup var common: CommonOptions

    func perform(_ console: Console) async throws -> (summary: JSONValue, status: ExitStatus) {
        let migration = try Migration(common)
        let store = try migration.store()
        let archives = try store.archives()
        let plan = try store.newestPlan()
        let counts = try Journal(store).counts()
        func total(_ states: Operation.State...) -> Int {
            counts.values.reduce(0) { sum, byState in sum + states.reduce(0) { $0 + (byState[$1] ?? 0) } }
        }
        let holder = MigrationLock.holder(directory: migration.directory)
        let isStale = try plan != nil && store.isPlanStale(inputs: migration.planInputs())
        console.say(
            """
            migration \(try migration.id) for \(try migration.server)
            archives  \(archives.filter(\.isFinished).count) read, \(archives.filter { !$0.isFinished }.count) unfinished
            plan      \(plan.map { "number \($0.number)" } ?? "none yet")\(isStale ? ", stale: plan again" : "")
            upload    \(total(.done)) done, \(total(.ready)) ready, \(total(.claimed)) in doubt, \
            \(total(.wedged)) put aside, \(total(.skipped)) left out
            running   \(holder ?? "nothing")
            """)
        let closing = try store.closing()
        if let closing { console.say("closed    \(closing.at.utcText)") }
        let operations: JSONValue = [
            "done": .int(Int64(total(.done))), "ready": .int(Int64(total(.ready))),
            "inDoubt": .int(Int64(total(.claimed))), "wedged": .int(Int64(total(.wedged))),
            "skipped": .int(Int64(total(.skipped))),
        ]
        let summary: JSONValue = [
            "migration": .string(try migration.id),
            "archives": .array(
                archives.map {
                    [
                        "path": .string($0.path), "source": .string($0.source), "digest": .string($0.digest),
                        "finished": .bool($0.isFinished),
                    ]
                }),
            "plan": plan.map { .int($0.number) } ?? .null, "planIsStale": .bool(isStale),
            "operations": operations, "running": holder.map { .string($0) } ?? .null,
            "closed": closing.map { .string($0.at.utcText) } ?? .null,
        ]
        return (summary, .done)
    }
}
