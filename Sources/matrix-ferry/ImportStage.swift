// SPDX-License-Identifier: Apache-2.0
import FerryArchive
import FerryImport
import FerryJSON
import FerryModel
import FerryStore
import Glibc

/// Reads archives into the store, for `import` and `run`.
struct ImportStage {
    let migration: Migration
    let store: Store
    let console: Console

    // A signal is heard between two records. One document may keep a reader for longer than anybody wants to wait.
    private static let patience: UInt32 = 5
    // What has been read is worth waiting for until it is written; not for ever, where a disk does not answer.
    private static let writingPatience: UInt32 = 60

    /// What importing has come to.
    struct Outcome {
        var archives: [JSONValue] = []
        var losses = 0
        /// The exit code of the signal that ended it before its time.
        var interruption: ExitStatus?

        var summary: JSONValue { ["archives": .array(archives), "losses": .int(Int64(losses))] }

        var status: ExitStatus { interruption ?? (losses > 0 ? .doneWithLosses : .done) }
    }

    /// Reads archives one after the other. All are opened and recognised first, so that a wrong name in the
    /// middle of a list leaves nothing half done.
    ///
    /// - Parameter skipsKnown: leaves out an archive that was read before and has not changed since.
    func read(_ paths: [String], source: SourceKind?, skipsKnown: Bool) throws -> Outcome {
        try store.requireOpen()
        var outcome = Outcome()
        let importers = try Importers.all(migration.configuration)
        let readings = try paths.flatMap { path in
            try ArchiveReading.all(
                in: try Archive.open(absolute(path)), importers: importers, source: source)
        }
        Interruption.listen(patience: Self.patience)
        for reading in readings where outcome.interruption == nil {
            try read(reading, skipsKnown, into: &outcome)
            // Also for what comes after the last one: planning leaves nothing half done.
            Interruption.listen(patience: Self.patience)
        }
        return outcome
    }

    private func read(_ reading: ArchiveReading, _ skipsKnown: Bool, into outcome: inout Outcome) throws {
        let archive = reading.archive
        let digest = try archive.digest()
        let isKnown = try store.archives().contains {
            $0.path == archive.path && $0.digest == digest.hex && $0.isFinished
        }
        guard !(skipsKnown && isKnown) else {
            return console.say("\(archive.path): unchanged since it was read")
        }
        let recognition = reading.recognition
        console.say("\(archive.path): \(recognition.source.rawValue), \(recognition.layout)")
        let label = ArchiveIntake.Label(
            path: archive.path, digest: digest, source: recognition.source, layout: recognition.layout,
            lacks: recognition.lacks.map(\.rawValue),
            bytes: archive.entries.reduce(Int64(0)) { $0 + ($1.size ?? 0) },
            version: Version.current, settings: migration.configuration.settings)
        let intake = try ArchiveIntake(label, into: store, media: migration.media)
        let progress = ImportProgress(console, total: label.bytes)
        let sink = StoreSink(intake, progress: progress)
        if sink.resumesAt != nil { console.say("  goes on where an earlier import was interrupted") }
        guard try read(reading, into: sink, intake, progress, &outcome) else { return }
        outcome.losses += sink.losses
        let line = summary(archive, recognition, sink)
        outcome.archives.append(line)
        console.json("archive", line)
        console.say(words(sink))
    }

    /// Reads one archive to its end, `true`, or to a signal.
    private func read(
        _ reading: ArchiveReading, into sink: StoreSink, _ intake: ArchiveIntake, _ progress: ImportProgress,
        _ outcome: inout Outcome
    ) throws -> Bool {
        defer { progress.end() }
        do {
            do {
                defer { Interruption.listen(patience: Self.writingPatience) }
                try reading.read(into: sink)
            }
            try intake.finish()
            return true
        } catch let stop as StoreSink.Interrupted {
            try intake.suspend()
            outcome.interruption = stop.status
            console.say("  interrupted; the same command goes on from here")
            return false
        } catch let failure as Failure where failure.kind == .storage {
            // A full disk says nothing about the archive: with room on it the import goes on.
            try? intake.suspend()
            throw failure
        } catch {
            try intake.abandon()
            throw error
        }
    }

    private func absolute(_ path: String) -> String {
        guard let resolved = realpath(path, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    private func summary(_ archive: Archive, _ recognition: Recognition, _ sink: StoreSink) -> JSONValue {
        let records = sink.records.map { ($0.key.rawValue, JSONValue.int(Int64($0.value))) }
        return [
            "path": .string(archive.path), "source": .string(recognition.source.rawValue),
            "layout": .string(recognition.layout), "losses": .int(Int64(sink.losses)),
            "records": .object(Dictionary(uniqueKeysWithValues: records)),
        ]
    }

    private func words(_ sink: StoreSink) -> String {
        let counts = RecordKind.allCases.compactMap { kind in
            sink.records[kind].map { "\($0) \(kind.rawValue)\($0 == 1 ? "" : "s")" }
        }
        return "  read: " + counts.joined(separator: ", ") + "; losses: \(sink.losses)"
    }
}
