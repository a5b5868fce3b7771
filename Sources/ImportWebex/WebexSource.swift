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
        try elements(of: document.entry, document.form, at: path, isSilent: isSilent, body)
    }

    /// Hands out the elements of a file that is written in a form.
    @discardableResult
    func elements(
        of entry: ArchiveEntry, _ form: WebexForm, at path: SplitPath? = nil, isSilent: Bool = false,
        _ body: (_ element: JSONElement, _ offset: Int64) throws -> Void
    ) throws -> Bool {
        do {
            try stream(entry, form, path ?? form.path, isSilent: isSilent, body)
            return true
        } catch let error as JSONError {
            // A script may go on behind its data.
            if form.prefix > 3, error.reason == .trailingBytes { return true }
            if path != nil, error.reason == .arrayNotFound { return true }
            guard !isSilent else { return false }
            let place = place(entry, Int64(error.offset))
            try sink.take(.unreadable("webex.json.broken-file", at: place, error, isWholeFile: true))
        } catch let failure as Failure where failure.kind == .archiveInvalid {
            guard !isSilent else { return false }
            try sink.take(.damaged("webex.entry.damaged", at: place(entry), failure))
        }
        return false
    }

    private func stream(
        _ entry: ArchiveEntry, _ form: WebexForm, _ path: SplitPath, isSilent: Bool,
        _ body: (_ element: JSONElement, _ offset: Int64) throws -> Void
    ) throws {
        let elements = JSONElementStream(path)
        let prefix = form.prefix
        var toSkip = prefix
        func broken(_ offset: Int64, _ error: JSONError) throws {
            guard !isSilent else { return }
            let place = place(entry, offset + Int64(prefix))
            try sink.take(.unreadable("webex.json.broken-element", at: place, error))
        }
        func deliver(_ element: JSONElement, _ offset: Int64) throws {
            try body(element, offset + Int64(prefix))
        }
        try archive.read(entry) { chunk in
            if !isSilent { sink.advance(bytes: Int64(chunk.count)) }
            let skipped = min(toSkip, chunk.count)
            toSkip -= skipped
            try elements.feed(
                UnsafeRawBufferPointer(rebasing: chunk[skipped...]), broken: broken, deliver)
        }
        try elements.finish(broken: broken, deliver)
    }
}
