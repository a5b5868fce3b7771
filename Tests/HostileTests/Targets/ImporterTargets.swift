// SPDX-License-Identifier: Apache-2.0
import FerryArchive
import FerryImport
import FerryModel
import ImportCompliance
import ImportMail
import ImportSlack
import ImportTeams
import ImportWebex
import ImportZoom

extension HostileTarget {
    /// Whole importers over a folder: `==> NAME` on a line of its own begins a file, and what follows is in it.
    ///
    /// An archive is read or refused in words; two readings give the same records and losses; every text that comes
    /// out can be sent; attachments are entries of the archive.
    static let importers: [HostileTarget] = kinds.map { source, make in
        HostileTarget("import-" + source.rawValue) { try importFolder($0, make()) }
    }

    static let kinds: [(SourceKind, @Sendable () -> any Importer)] = [
        (.slack, { SlackImporter() }), (.teams, { TeamsImporter() }), (.webex, { WebexImporter() }),
        (.zoom, { ZoomImporter() }), (.compliance, { ComplianceImporter() }),
        (.mail, { MailImporter(MailOptions(mailboxes: ["*"])) }),
    ]

    private static func importFolder(_ input: [UInt8], _ importer: any Importer) throws {
        let folder = try ScratchFolder()
        for file in files(input) { folder.write(file.bytes, to: file.name) }
        let first = try sink(folder.path, importer)
        let second = try sink(folder.path, importer)
        try promise(first?.records == second?.records, "a second reading gives other records")
        try promise(first?.losses == second?.losses, "a second reading gives other losses")
        guard let first else { return }
        for record in first.records.values {
            try promise(record.key.source == importer.source, "a record of another source")
            try promise(SourceKey(text: record.key.text) == record.key, "a key that does not read back")
            if case .message(let message) = record { try Rendering.check(message.body) }
        }
    }

    private static func sink(_ path: String, _ importer: any Importer) throws -> HostileSink? {
        let sink = HostileSink()
        var isRead = false
        try allowed {
            let archive = try Archive.open(path, limits: ArchiveLimits(totalBytes: 32 << 20))
            let reading = try ArchiveReading(archive, importers: [importer], source: nil)
            try reading.read(into: sink)
            isRead = true
        }
        return isRead ? sink : nil
    }

    private static func files(_ input: [UInt8]) -> [(name: String, bytes: [UInt8])] {
        let mark = Array("==> ".utf8)
        var files: [(name: String, bytes: [UInt8])] = []
        var start = 0
        var begin = true
        var line = 0
        while line < input.count {
            let end = input[line...].firstIndex(of: 10) ?? input.count
            if input[line..<end].starts(with: mark) {
                if let last = files.indices.last { files[last].bytes = Array(input[start..<line]) }
                files.append((String(decoding: input[(line + 4)..<end], as: UTF8.self), []))
                start = min(end + 1, input.count)
                begin = false
            }
            line = end + 1
        }
        if let last = files.indices.last, !begin { files[last].bytes = Array(input[start...]) }
        return files
    }
}

/// Keeps what an importer yields, the last record of each key as a store would.
final class HostileSink: RecordSink {
    private(set) var records: [SourceKey: Record] = [:]
    private(set) var losses: Set<Loss> = []

    func take(_ record: Record) throws { records[record.key] = record }
    func take(_ loss: Loss) throws { losses.insert(loss) }
    func advance(bytes: Int64) {}

    func wantedEntries() throws -> Set<String> {
        Set(
            records.values.compactMap { record in
                guard case .attachment(let attachment) = record, case .entry(let entry) = attachment.location
                else { return nil }
                return entry
            })
    }

    func takeBytes(ofEntry entry: String, _ read: ((UnsafeRawBufferPointer) throws -> Void) throws -> Void)
        throws
    {
        var count = 0
        try read { count += $0.count }
    }
}
