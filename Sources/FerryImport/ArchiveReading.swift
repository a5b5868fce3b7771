// SPDX-License-Identifier: Apache-2.0
public import FerryArchive
public import FerryModel

/// Reads one archive with the importer that knows it.
public struct ArchiveReading: Sendable {
    /// What was recognised.
    public let recognition: Recognition
    private let archive: Archive
    private let importer: any Importer

    /// Finds the importer for an archive, by its content.
    ///
    /// - Parameter source: the kind of system the administrator names, `nil` to find out.
    /// - Throws: `Failure.archiveInvalid` when no importer, or not the one named, knows the archive.
    public init(_ archive: Archive, importers: [any Importer], source: SourceKind?) throws {
        for importer in importers where source == nil || importer.source == source {
            guard let recognition = try importer.recognise(archive) else { continue }
            self.recognition = recognition
            self.archive = archive
            self.importer = importer
            return
        }
        let known = importers.map(\.source.rawValue).joined(separator: ", ")
        throw Failure(
            .archiveInvalid,
            "the archive is not recognised as \(source.map { "a \($0.rawValue) archive" } ?? "one of \(known)")",
            at: archive.path,
            remedy: "check that it is the exported file or folder itself; docs/guide/ says how each looks")
    }

    /// Reads records, losses and the bytes of attachments into the sink.
    ///
    /// Where an import of the same archive was interrupted, it goes on from there as well as its importer can.
    public func read(into sink: any RecordSink) throws {
        if sink.resumesAt == nil { try takeRefused(into: sink) }
        if sink.resumesAt != Self.everythingRead {
            try importer.read(archive, into: sink)
            try sink.checkpoint(Self.everythingRead)
        }
        let wanted = try sink.wantedEntries()
        guard !wanted.isEmpty else { return }
        try archive.readAll(where: { wanted.contains($0.name) }) { try takeBytes(of: $0, into: sink) }
    }

    private static let everythingRead = "read"

    private func takeRefused(into sink: any RecordSink) throws {
        for refused in archive.refused {
            try sink.take(
                Loss(
                    code: "archive.entry-refused", kind: .attachment, state: .notSupported,
                    place: Place(archive: archive.path, entry: refused.name),
                    reason: "an entry of the archive was not read: \(refused.reason.rawValue)"))
        }
    }

    // A damaged file is the loss of that file, which the plan states; only a failing disk ends the import.
    private func takeBytes(of entry: ArchiveEntry, into sink: any RecordSink) throws {
        do {
            try sink.takeBytes(ofEntry: entry.name) { chunk in
                try archive.read(entry) { bytes in
                    sink.advance(bytes: Int64(bytes.count))
                    try chunk(bytes)
                }
            }
        } catch let failure as Failure where failure.kind == .archiveInvalid {
            return
        }
    }
}
