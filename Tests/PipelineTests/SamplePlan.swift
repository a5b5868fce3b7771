// SPDX-License-Identifier: Apache-2.0
import FerryArchive
import FerryImport
import FerryModel
import FerryPlan
import FerryStore
import Glibc
import ImportSlack

/// A Slack archive imported into a real store and planned, in a folder that goes when the test is over.
final class SamplePlan {
    let folder: String
    let store: Store
    private(set) var summary = PlanSummary()

    init() throws {
        var template = Array("/tmp/ferry-pipeline-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Problem.system(errno) }
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        store = try Store(directory: folder, migration: "test")
    }

    enum Problem: Error { case system(Int32) }

    deinit {
        for name in [Store.fileName, Store.fileName + "-wal", Store.fileName + "-shm"] {
            unlink(folder + "/" + name)
        }
    }

    /// The folder of a sample.
    static func sample(_ name: String) -> String {
        "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/samples/slack/" + name
            + "/archive"
    }

    /// Imports an archive, then plans everything.
    func take(
        _ path: String, importers: [any Importer] = [SlackImporter()],
        _ change: (inout PlanOptions) -> Void = { _ in }
    ) throws {
        let archive = try Archive.open(path)
        let reading = try ArchiveReading(archive, importers: importers, source: nil)
        let media = MediaFolder(path: folder + "/media")
        let label = ArchiveIntake.Label(
            path: path, digest: try archive.digest(), source: reading.recognition.source,
            layout: reading.recognition.layout,
            lacks: [], bytes: 0, version: "test")
        let intake = try ArchiveIntake(label, into: store, media: media)
        try reading.read(into: IntakeSink(intake))
        try intake.finish()
        var options = PlanOptions(server: "example.org", bot: "ferry", migration: "test")
        change(&options)
        summary = try Planner.plan(store, options: options, mapping: .empty).summary
    }

    /// The operations of all lanes, by the name of the lane's thing: a channel's id, or `space`, `account`…
    func operations(ofChannel id: String) throws -> [Operation] {
        let journal = Journal(store)
        for lane in try journal.openLanes() where lane.kind == .room {
            let operations = try journal.operations(lane: lane.id, limit: 10_000)
            if operations.first?.key.id == id { return operations }
        }
        return []
    }

    /// The operations of the lanes of one kind.
    func operations(ofLanes kind: Lane.Kind) throws -> [Operation] {
        let journal = Journal(store)
        return try journal.openLanes().filter { $0.kind == kind }
            .flatMap { try journal.operations(lane: $0.id, limit: 10_000) }
    }
}

private final class IntakeSink: RecordSink {
    private let intake: ArchiveIntake

    init(_ intake: ArchiveIntake) { self.intake = intake }

    func take(_ record: Record) throws { try intake.take(record) }
    func take(_ loss: Loss) throws { try intake.take(loss) }
    func advance(bytes: Int64) {}
    func wantedEntries() throws -> Set<String> { try intake.wantedEntries() }
    func takeBytes(ofEntry entry: String, _ read: ((UnsafeRawBufferPointer) throws -> Void) throws -> Void)
        throws
    { try intake.takeBytes(ofEntry: entry, read) }
}
