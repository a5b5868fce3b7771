// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive
internal import FerryImport
internal import FerryJSON
internal import FerryModel
internal import FerryText

/// Reads the files of an archive piece by piece and turns what is broken into losses.
struct ZoomSource {
    let archive: Archive
    let sink: any RecordSink
    /// What one value may cost; larger answers are read in parts.
    var limits = JSONLimits()

    /// A value of a JSON file: a whole answer, or an element of one array of an answer that is too large to be read
    /// whole.
    typealias Body = (_ element: JSONElement, _ list: String?, _ offset: Int64) throws -> Void

    /// The arrays of answers that are read one element at a time where the answer is too large.
    private static let lists = [
        "sessions", "channels", "members", "users", "emojis", "meetings", "messages", "edited_messages",
        "deleted_messages", "channel_activity_logs",
    ]

    /// Where something stands.
    func place(_ entry: ArchiveEntry, offset: Int64? = nil, line: Int? = nil) -> Place {
        Place(archive: archive.path, entry: entry.name, offset: offset, line: line)
    }

    /// Hands out the values of a JSON file. A broken value is a loss and is passed over; where the file itself breaks
    /// off, the rest is one loss.
    func values(of entry: ArchiveEntry, isArray: Bool, _ body: Body) throws {
        var isFirst = true
        do {
            try stream(entry, isArray ? .topLevelArray : .lines) {
                isFirst = false
                try body($0, nil, $1)
            }
        } catch let error as JSONError where error.reason == .tooLarge && !isArray && isFirst {
            for list in Self.lists { try elements(of: entry, list, body) }
        } catch let error as JSONError {
            try lose(
                "zoom.json.broken-file", entry, Int64(error.offset), "the file from here on", error.reason)
        } catch let failure as Failure where failure.kind == .archiveInvalid {
            try loseEntry(entry, failure)
        }
    }

    /// Reads a file that people saved as a whole; `nil`, with a loss, when it is damaged or larger than any.
    func text(of entry: ArchiveEntry) throws -> String? {
        do {
            return ZoomTextFile.text(try archive.bytes(of: entry))
        } catch let failure as Failure where failure.kind == .archiveInvalid {
            try loseEntry(entry, failure)
            return nil
        }
    }

    /// Hands out the rows of a table; `nil` for one that is broken.
    func rows(of entry: ArchiveEntry, counts: Bool, _ body: TableRows.Body) throws {
        var rows = TableRows()
        var transcoder: UTF16Transcoder?
        var isFirst = true
        do {
            try archive.read(entry) { chunk in
                if counts { sink.advance(bytes: Int64(chunk.count)) }
                if isFirst { transcoder = ZoomTextFile.transcoder(Array(chunk.prefix(2))) }
                isFirst = false
                if let bytes = transcoder?.feed(chunk) {
                    try rows.feed(bytes, body)
                } else {
                    try rows.feed(chunk, body)
                }
            }
            try rows.finish(body)
        } catch let failure as Failure where failure.kind == .archiveInvalid {
            try loseEntry(entry, failure)
        }
    }

    private func elements(of entry: ArchiveEntry, _ list: String, _ body: Body) throws {
        do {
            try stream(entry, .array(underKey: list)) { try body($0, list, $1) }
        } catch let error as JSONError where error.reason == .arrayNotFound {
            return
        } catch let error as JSONError {
            try lose(
                "zoom.json.broken-file", entry, Int64(error.offset), "the file from here on", error.reason)
        }
    }

    private func stream(
        _ entry: ArchiveEntry, _ path: SplitPath,
        _ body: (_ element: JSONElement, _ offset: Int64) throws -> Void
    ) throws {
        var parser = JSONParser(limits: limits)
        var splitter = JSONSplitter(path: path, limits: limits)
        var isFirst = true
        var transcoder: UTF16Transcoder?
        func deliver(_ bytes: UnsafeRawBufferPointer, _ offset: Int64) throws {
            let document: JSONDocument
            do throws(JSONError) {
                document = try parser.parse(bytes)
            } catch {
                let spot = offset + Int64(error.offset)
                return try lose(
                    "zoom.json.broken-element", entry, spot, "one element of the file", error.reason)
            }
            try body(document.root, offset)
        }
        try archive.read(entry) { chunk in
            if isFirst { transcoder = ZoomTextFile.transcoder(Array(chunk.prefix(2))) }
            isFirst = false
            guard let bytes = transcoder?.feed(chunk) else { return try splitter.feed(chunk, deliver) }
            try splitter.feed(bytes, deliver)
        }
        try splitter.finish(deliver)
    }

    private func lose(
        _ code: String, _ entry: ArchiveEntry, _ offset: Int64, _ what: String, _ reason: JSONError.Reason
    ) throws {
        try sink.take(
            Loss(
                code: code, kind: .message, state: .notInSource, place: place(entry, offset: offset),
                reason: "\(what) cannot be read: \(reason)"))
    }

    private func loseEntry(_ entry: ArchiveEntry, _ failure: Failure) throws {
        try sink.take(
            Loss(
                code: "zoom.entry.damaged", kind: .message, state: .notInSource, place: place(entry),
                reason: "the file in the archive cannot be read: " + failure.what))
    }
}
