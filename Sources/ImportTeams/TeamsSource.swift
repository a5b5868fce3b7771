// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive
internal import FerryImport
internal import FerryJSON
internal import FerryModel
internal import FerryText

/// Reads an archive's JSON files element by element, whatever their form and encoding, and turns what is broken
/// into losses.
struct TeamsSource {
    let archive: Archive
    let sink: any RecordSink

    /// Where something stands.
    func place(_ entry: ArchiveEntry, _ offset: Int64? = nil) -> Place {
        Place(archive: archive.path, entry: entry.name, offset: offset)
    }

    /// Finds out how a file is written; `nil` when it holds no JSON objects.
    static func form(of entry: ArchiveEntry, in archive: Archive) throws -> TeamsFileForm? {
        TeamsFileForm(try archive.head(of: entry, count: TeamsFileForm.sampleSize), size: entry.size)
    }

    /// Hands out the elements of a file. An element that is broken is a loss and is skipped; where the file itself
    /// breaks off, the rest is one loss. What the body throws ends the reading.
    func elements(
        of entry: ArchiveEntry, _ form: TeamsFileForm,
        _ body: (_ element: JSONElement, _ offset: Int64) throws -> Void
    ) throws {
        if form.isBundle, let whole = try whole(entry, form) { return try body(whole.root, 0) }
        do {
            try stream(entry, form, form.path, body)
        } catch let error as JSONError where error.reason == .trailingBytes && form.path != .lines {
            // Tools append answer to answer; as a sequence of objects that is fine.
            do {
                try stream(entry, form, .lines, body)
            } catch let error as JSONError {
                try loseRest(of: entry, error)
            }
        } catch let error as JSONError {
            try loseRest(of: entry, error)
        } catch let failure as Failure where failure.kind == .archiveInvalid {
            try sink.take(.damaged("teams.entry.damaged", at: place(entry), failure))
        }
    }

    /// The file as one element; `nil` where it is broken, so that what stands before is read at least.
    private func whole(_ entry: ArchiveEntry, _ form: TeamsFileForm) throws -> JSONDocument? {
        struct TooLarge: Error {}
        var bytes: [UInt8] = []
        var transcoder = form.transcoder
        do {
            try archive.read(entry) { chunk in
                if let text = transcoder?.feed(chunk) { bytes += text } else { bytes += chunk }
                // Archives lie about sizes.
                if bytes.count > TeamsFileForm.wholeSize * 2 { throw TooLarge() }
            }
        } catch is TooLarge {
            return nil
        } catch let failure as Failure where failure.kind == .archiveInvalid {
            return nil
        }
        guard let document = try? JSONDocument(parsing: bytes) else { return nil }
        sink.advance(bytes: entry.size ?? Int64(bytes.count))
        return document
    }

    private func stream(
        _ entry: ArchiveEntry, _ form: TeamsFileForm, _ path: SplitPath,
        _ body: (_ element: JSONElement, _ offset: Int64) throws -> Void
    ) throws {
        let elements = JSONElementStream(path)
        func broken(_ offset: Int64, _ error: JSONError) throws {
            try sink.take(.unreadable("teams.json.broken-element", at: place(entry, offset), error))
        }
        var transcoder = form.transcoder
        let feed: (UnsafeRawBufferPointer) throws -> Void = { chunk in
            sink.advance(bytes: Int64(chunk.count))
            guard let bytes = transcoder?.feed(chunk) else {
                return try elements.feed(chunk, broken: broken, body)
            }
            try elements.feed(bytes, broken: broken, body)
        }
        try archive.read(entry, feed)
        try elements.finish(broken: broken, body)
    }

    private func loseRest(of entry: ArchiveEntry, _ error: JSONError) throws {
        let place = place(entry, Int64(error.offset))
        try sink.take(.unreadable("teams.json.broken-file", at: place, error, isWholeFile: true))
    }
}
