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
    /// What one answer may cost; larger ones are read in parts. Zoom's own have less than a megabyte.
    var answerLimits = JSONLimits(elementBytes: 16 << 20)

    /// A value of a JSON file: a whole answer, or an element of one array of an answer that is too large to be read
    /// whole.
    typealias Body = (_ element: JSONElement, _ list: String?, _ offset: Int64) throws -> Void

    /// Where something stands.
    func place(_ entry: ArchiveEntry, offset: Int64? = nil, line: Int? = nil) -> Place {
        Place(archive: archive.path, entry: entry.name, offset: offset, line: line)
    }

    /// Hands out the values of a JSON file. A broken value is a loss and is passed over; where the file itself breaks
    /// off, the rest is one loss.
    func values(of entry: ArchiveEntry, isArray: Bool, _ body: Body) throws {
        var isFirst = true
        do {
            try stream(
                entry, isArray ? .topLevelArray : .lines, isArray ? .init() : answerLimits,
                refuses: { $0.reason == .tooLarge && !isArray && isFirst }
            ) {
                isFirst = false
                try body($0, nil, $1)
            }
        } catch let error as JSONError where error.reason == .tooLarge && !isArray && isFirst {
            // One reading for each array that an answer may have.
            for list in ZoomAnswer.lists { try elements(of: entry, list, body) }
        } catch let error as JSONError where !isArray && isFirst {
            try parts(of: entry, brokenBy: error, body)
        } catch let error as JSONError {
            try loseRest(of: entry, error)
        } catch let failure as Failure where failure.kind == .archiveInvalid {
            try loseEntry(entry, failure)
        }
    }

    /// Hands out what is whole in an answer that breaks off, and states that it does.
    private func parts(of entry: ArchiveEntry, brokenBy error: JSONError, _ body: Body) throws {
        for list in ZoomAnswer.lists {
            do {
                try stream(entry, .array(underKey: list)) { try body($0, list, $1) }
            } catch is JSONError {}
        }
        try loseRest(of: entry, error)
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
            try loseRest(of: entry, error)
        }
    }

    private func stream(
        _ entry: ArchiveEntry, _ path: SplitPath, _ limits: JSONLimits = .init(),
        refuses: (JSONError) -> Bool = { _ in false },
        _ body: (_ element: JSONElement, _ offset: Int64) throws -> Void
    ) throws {
        let elements = JSONElementStream(path, limits: limits)
        var isFirst = true
        var transcoder: UTF16Transcoder?
        func broken(_ offset: Int64, _ error: JSONError) throws {
            if refuses(error) { throw error }
            let place = place(entry, offset: offset)
            try sink.take(.unreadable("zoom.json.broken-element", at: place, error))
        }
        try archive.read(entry) { chunk in
            if isFirst { transcoder = ZoomTextFile.transcoder(Array(chunk.prefix(2))) }
            isFirst = false
            guard let bytes = transcoder?.feed(chunk) else {
                return try elements.feed(chunk, broken: broken, body)
            }
            try elements.feed(bytes, broken: broken, body)
        }
        try elements.finish(broken: broken, body)
    }

    private func loseRest(of entry: ArchiveEntry, _ error: JSONError) throws {
        let place = place(entry, offset: Int64(error.offset))
        try sink.take(.unreadable("zoom.json.broken-file", at: place, error, isWholeFile: true))
    }

    private func loseEntry(_ entry: ArchiveEntry, _ failure: Failure) throws {
        try sink.take(
            Loss(
                code: "zoom.entry.damaged", kind: .message, state: .notInSource, place: place(entry),
                reason: "the file in the archive cannot be read: " + failure.what))
    }
}
