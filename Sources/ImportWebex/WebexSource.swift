// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive
internal import FerryImport
internal import FerryJSON
internal import FerryModel

/// Reads an archive's JSON files element by element and turns what is broken into losses.
struct WebexSource {
    let archive: Archive
    let sink: any RecordSink

    /// Where something stands.
    func place(_ entry: ArchiveEntry, _ offset: Int64? = nil) -> Place {
        Place(archive: archive.path, entry: entry.name, offset: offset)
    }

    /// The first bytes of a file, as many as there are where it is damaged.
    static func sample(of entry: ArchiveEntry, in archive: Archive, count: Int) throws -> [UInt8] {
        struct Enough: Error {}
        var sample: [UInt8] = []
        do {
            try archive.read(entry) { chunk in
                sample.append(contentsOf: chunk.prefix(count - sample.count))
                if sample.count >= count { throw Enough() }
            }
        } catch is Enough {
            return sample
        } catch let failure as Failure where failure.kind == .archiveInvalid {
            return sample
        }
        return sample
    }

    /// Hands out the elements of a document. An element that is broken is a loss and is skipped; where the file
    /// itself breaks off, the rest is one loss. What the body throws ends the reading.
    ///
    /// - Parameter isSilent: whether what is broken has been stated before.
    /// - Returns: whether the file was whole.
    @discardableResult
    func elements(
        of document: WebexDocument, at path: SplitPath? = nil, isSilent: Bool = false,
        _ body: (_ element: JSONElement, _ offset: Int64) throws -> Void
    ) throws -> Bool {
        do {
            try stream(document, path ?? document.form.path, isSilent: isSilent, body)
            return true
        } catch let error as JSONError {
            // A script may go on behind its data.
            if document.form.prefix > 3, error.reason == .trailingBytes { return true }
            if path != nil, error.reason == .arrayNotFound { return true }
            guard !isSilent else { return false }
            try lose(
                "webex.json.broken-file", document.entry, Int64(error.offset), "the file from here on", error)
        } catch let failure as Failure where failure.kind == .archiveInvalid {
            guard !isSilent else { return false }
            try sink.take(
                Loss(
                    code: "webex.entry.damaged", kind: .message, state: .notInSource,
                    place: place(document.entry),
                    reason: "the file in the archive is damaged: " + failure.what))
        }
        return false
    }

    private func stream(
        _ document: WebexDocument, _ path: SplitPath, isSilent: Bool,
        _ body: (_ element: JSONElement, _ offset: Int64) throws -> Void
    ) throws {
        var parser = JSONParser()
        var splitter = JSONSplitter(path: path)
        let prefix = document.form.prefix
        var toSkip = prefix
        func deliver(_ bytes: UnsafeRawBufferPointer, _ offset: Int64) throws {
            let root: JSONElement
            do throws(JSONError) {
                root = try parser.parse(bytes).root
            } catch {
                guard !isSilent else { return }
                let spot = offset + Int64(prefix + error.offset)
                return try lose(
                    "webex.json.broken-element", document.entry, spot, "one element of the file", error)
            }
            try body(root, offset + Int64(prefix))
        }
        try archive.read(document.entry) { chunk in
            if !isSilent { sink.advance(bytes: Int64(chunk.count)) }
            let skipped = min(toSkip, chunk.count)
            toSkip -= skipped
            try splitter.feed(UnsafeRawBufferPointer(rebasing: chunk[skipped...]), deliver)
        }
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
