// SPDX-License-Identifier: Apache-2.0
public import FerryArchive
public import FerryModel

/// Reads one archive with the importer that knows it.
public struct ArchiveReading: Sendable {
    /// What was recognised.
    public let recognition: Recognition
    /// The archive, or the part of one, that is read.
    public let archive: Archive
    /// What else of the archive it is a part of is not read by anybody.
    let leftovers: [Loss]
    let importer: any Importer

    /// Takes what was recognised.
    init(_ archive: Archive, _ importer: any Importer, _ recognition: Recognition, leftovers: [Loss] = []) {
        self.archive = archive
        self.importer = importer
        self.recognition = recognition
        self.leftovers = leftovers
    }

    /// Finds out what an archive holds: one archive of one source, or several in one folder or ZIP.
    ///
    /// - Parameter source: the kind of system the administrator names, `nil` to find out.
    /// - Returns: one reading for each archive found, at least one.
    /// - Throws: `Failure.archiveInvalid` when nothing is recognised, or a file is recognised as of two kinds.
    public static func all(in archive: Archive, importers: [any Importer], source: SourceKind?) throws
        -> [ArchiveReading]
    {
        let readings = try ArchiveParting(importers: importers, source: source).readings(of: archive)
        guard !readings.isEmpty else { throw unknown(archive, importers, source) }
        return readings
    }

    /// Finds the importer for an archive, by its content.
    ///
    /// - Parameter source: the kind of system the administrator names, `nil` to find out.
    /// - Throws: `Failure.archiveInvalid` when no importer, or not the one named, knows the archive.
    public init(_ archive: Archive, importers: [any Importer], source: SourceKind?) throws {
        for importer in importers where source == nil || importer.source == source {
            guard let recognition = try importer.recognise(archive) else { continue }
            self.init(archive, importer, recognition)
            return
        }
        throw Self.unknown(archive, importers, source)
    }

    private static func unknown(_ archive: Archive, _ importers: [any Importer], _ source: SourceKind?)
        -> Failure
    {
        let known = importers.map(\.source.rawValue).joined(separator: ", ")
        return Failure(
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
        try importer.readAttachments(of: archive, into: sink)
    }

    private static let everythingRead = "read"

    private func takeRefused(into sink: any RecordSink) throws {
        for loss in leftovers { try sink.take(loss) }
        for refused in archive.refused {
            try sink.take(
                Loss(
                    code: "archive.entry-refused", kind: .attachment, state: .notSupported,
                    place: Place(archive: archive.path, entry: refused.name),
                    reason: "an entry of the archive was not read: \(refused.reason)"))
        }
    }
}
