// SPDX-License-Identifier: Apache-2.0
public import FerryArchive
public import FerryImport
public import FerryModel

/// Reads compliance XML: `FileDump` (Mattermost, Actiance Vantage, Bloomberg Vault, Smarsh) and the `Conversations` of
/// Lync's and Skype for Business' Persistent Chat, as a file, a folder or an archive with the files beside the XML.
public struct ComplianceImporter: Importer {
    /// The kind of system.
    public var source: SourceKind { .compliance }

    private let options: ComplianceOptions

    /// Makes an importer.
    public init(_ options: ComplianceOptions = ComplianceOptions()) { self.options = options }

    /// Compliance XML, by the first elements of the files; `nil` for anything else.
    public func recognise(_ archive: Archive) throws -> Recognition? {
        let layout = ComplianceLayout(archive)
        for entry in layout.documents.prefix(40) {
            guard let dialect = try Self.dialect(of: entry, in: archive) else { continue }
            var lacks: [Capability] = [.threads, .replies, .reactions, .pins, .mentions]
            switch dialect {
            case .mattermost: break
            case .fileDump: lacks += [.edits, .deletions, .formatting]
            case .persistentChat:
                lacks += [.edits, .deletions, .formatting, .memberships, .directMessages]
            }
            if layout.files.isEmpty { lacks.insert(.files, at: 0) }
            return Recognition(source: .compliance, layout: Self.name(dialect), lacks: lacks)
        }
        return nil
    }

    /// Reads the whole archive into the sink.
    public func read(_ archive: Archive, into sink: any RecordSink) throws {
        try ComplianceExport(archive, options, sink: sink).read()
    }

    private static func name(_ dialect: ComplianceDialect) -> String {
        switch dialect {
        case .mattermost: "Mattermost compliance export"
        case .fileDump: "FileDump"
        case .persistentChat: "Persistent Chat"
        }
    }

    /// Whether a file that the archive holds damaged could be any is not known from it.
    private static func dialect(of entry: ArchiveEntry, in archive: Archive) throws -> ComplianceDialect? {
        do {
            return try ComplianceDialect.of(entry, in: archive)
        } catch let failure as Failure where failure.kind == .archiveInvalid {
            return nil
        }
    }
}
