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
    /// Reads files ahead, once it is known which they are.
    var ahead: ReadAhead?

    /// Where something stands.
    func place(_ entry: ArchiveEntry, _ offset: Int64? = nil) -> Place {
        Place(archive: archive.path, entry: entry.name, offset: offset)
    }

    /// Finds out how a file is written; `nil` when it holds no JSON objects.
    static func form(of entry: ArchiveEntry, in archive: Archive) throws -> TeamsFileForm? {
        struct Enough: Error {}
        var sample: [UInt8] = []
        do {
            try archive.read(entry) { chunk in
                sample.append(contentsOf: chunk.prefix(TeamsFileForm.sampleSize - sample.count))
                if sample.count >= TeamsFileForm.sampleSize { throw Enough() }
            }
        } catch is Enough {
            return TeamsFileForm(sample, size: entry.size)
        } catch let failure as Failure where failure.kind == .archiveInvalid {
            return TeamsFileForm(sample, size: entry.size)
        }
        return TeamsFileForm(sample, size: entry.size)
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
                try lose("teams.json.broken-file", entry, Int64(error.offset), "the file from here on", error)
            }
        } catch let error as JSONError {
            try lose("teams.json.broken-file", entry, Int64(error.offset), "the file from here on", error)
        } catch let failure as Failure where failure.kind == .archiveInvalid {
            try sink.take(
                Loss(
                    code: "teams.entry.damaged", kind: .message, state: .notInSource, place: place(entry),
                    reason: "the file in the archive is damaged: " + failure.what))
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
        var parser = JSONParser()
        var splitter = JSONSplitter(path: path)
        func deliver(_ bytes: UnsafeRawBufferPointer, _ offset: Int64) throws {
            let document: JSONDocument
            do throws(JSONError) {
                document = try parser.parse(bytes)
            } catch {
                let spot = offset + Int64(error.offset)
                try lose("teams.json.broken-element", entry, spot, "one element of the file", error)
                return
            }
            try body(document.root, offset)
        }
        var transcoder = form.transcoder
        let feed: (UnsafeRawBufferPointer) throws -> Void = { chunk in
            sink.advance(bytes: Int64(chunk.count))
            guard let bytes = transcoder?.feed(chunk) else { return try splitter.feed(chunk, deliver) }
            try splitter.feed(bytes, deliver)
        }
        if try ahead?.read(entry, feed) != true { try archive.read(entry, feed) }
        try splitter.finish(deliver)
    }

    private func lose(
        _ code: String, _ entry: ArchiveEntry, _ offset: Int64, _ what: String, _ error: JSONError
    ) throws {
        try sink.take(
            Loss(
                code: code, kind: .message, state: .notInSource, place: place(entry, offset),
                reason: "\(what) cannot be read: \(error.reason)"))
    }
}
