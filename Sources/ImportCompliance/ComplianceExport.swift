// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive
internal import FerryImport
internal import FerryModel

/// Reads one archive: every XML file in it, then what only all of them together say.
final class ComplianceExport {
    private let archive: Archive
    private let options: ComplianceOptions
    private let context: ComplianceContext

    init(_ archive: Archive, _ options: ComplianceOptions, sink: any RecordSink) {
        self.archive = archive
        self.options = options
        context = ComplianceContext(archive, ComplianceLayout(archive), sink: sink)
    }

    /// Yields everything the archive holds.
    func read() throws {
        let documents = context.documents
        if archive.kind == .tar {
            try archive.readAll(where: { documents.contains($0.name) }) { try read($0) }
        } else {
            // By name the batches come in the order of their time, so that the last word is the last.
            for entry in archive.entries where documents.contains(entry.name) { try read(entry) }
        }
        if context.workspaces.isEmpty,
            let refused = context.unread.first(where: { $0.problem?.reason == .doctype })
        {
            throw Failure(
                .archiveInvalid, "\(XMLError.Reason.doctype)",
                at: Place(archive: archive.path, entry: refused.entry, line: refused.problem?.line),
                remedy: "exports have no DOCTYPE; find out who put it there, and export again")
        }
        try context.finish()
    }

    /// Reads one file; what is wrong with it is stated.
    private func read(_ entry: ArchiveEntry) throws {
        let file = ComplianceFile(entry, context, options)
        var problem: XMLError?
        do {
            try archive.events(of: entry, progress: { context.sink.advance(bytes: Int64($0)) }) {
                try file.take($0)
            }
        } catch let error as XMLError {
            problem = error
        } catch let failure as Failure where failure.kind == .archiveInvalid {
            try context.lose(
                "entry.damaged", .notInSource, .message, in: entry.name,
                because: "the archive is damaged at this file; what stands before is carried")
        }
        try file.finish(problem)
    }
}
