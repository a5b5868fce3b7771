// SPDX-License-Identifier: Apache-2.0
internal import FerryImport
internal import FerryArchive
internal import FerryModel
internal import FerryText

/// What an entry of an archive is, by what it holds; names only help where nothing else tells.
enum ZoomEntryKind: Hashable {
    /// JSON: an array of things at the top, or one object or several behind each other.
    case json(isArray: Bool)
    case table
    case chat
    case transcript
    /// Sound or pictures of a meeting.
    case recording
    /// Anything else: a file that a message may name.
    case file

    /// Bytes that tell.
    private static let sampleSize = 64 << 10

    /// Looks at the first bytes of an entry, which it leaves behind for whoever has to know more.
    init(_ entry: ArchiveEntry, in archive: Archive, options: ZoomOptions, sample: inout [UInt8]) throws {
        sample = []
        let name = entry.name.split(separator: "/").last?.lowercased() ?? ""
        if [".mp4", ".m4a", ".zoom", ".m3u"].contains(where: { name.hasSuffix($0) }) {
            self = .recording
            return
        }
        // What people sent each other may look like anything.
        let folders = entry.name.split(separator: "/").dropLast().map { $0.lowercased() }
        guard !folders.contains(where: { ["files", "attachments"].contains($0) }) else {
            self = .file
            return
        }
        let isPlain = [".json", ".jsonl", ".ndjson", ".csv", ".txt", ".vtt", ".tsv"].contains {
            name.hasSuffix($0)
        }
        guard isPlain || archive.kind == .file else {
            self = .file
            return
        }
        sample = try archive.head(of: entry, count: Self.sampleSize)
        self.init(sample: sample, options: options)
    }

    /// Looks at the first bytes of a file.
    init(sample: [UInt8], options: ZoomOptions) {
        if let isArray = Self.beginsJSON(sample) {
            self = .json(isArray: isArray)
            return
        }
        let text = ZoomTextFile.text(sample)
        let start = text.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
        if start.first == "[" || start.first == "{" {
            self = .json(isArray: start.first == "[")
        } else if ZoomTranscript.isTranscript(text) {
            self = .transcript
        } else if ZoomChatFile.isChat(text) {
            self = .chat
        } else {
            self = Self.hasTableHeader(text, options) ? .table : .file
        }
    }

    /// Whether UTF-8 begins with an array of JSON, or with an object; `nil` where its characters have to tell.
    private static func beginsJSON(_ sample: [UInt8]) -> Bool? {
        let mark = sample.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let start = sample.dropFirst(mark).drop { $0 == 32 || (9...13).contains($0) }
        guard let first = start.first, let next = start.dropFirst().first, next < 0x80 else { return nil }
        switch first {
        case UInt8(ascii: "["): return true
        case UInt8(ascii: "{"): return false
        default: return nil
        }
    }

    private static func hasTableHeader(_ text: String, _ options: ZoomOptions) -> Bool {
        struct Enough: Error { let found: Bool }
        var rows = TableRows(limit: sampleSize)
        do {
            try rows.feed(text.utf8) { _, fields in
                throw Enough(found: fields.flatMap { ZoomHeader($0, named: options.columns) } != nil)
            }
            // A table of one row has no line break.
            try rows.finish { _, fields in
                throw Enough(found: fields.flatMap { ZoomHeader($0, named: options.columns) } != nil)
            }
        } catch let enough as Enough {
            return enough.found
        } catch {
            return false
        }
        return false
    }
}
