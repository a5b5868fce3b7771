// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive
internal import FerryImport
internal import FerryJSON
internal import FerryModel

/// Reads an archive's JSON arrays element by element and turns what is broken into losses.
struct SlackSource {
    let archive: Archive
    let layout: SlackLayout
    let sink: any RecordSink

    /// Where something stands.
    func place(_ entry: ArchiveEntry, _ offset: Int64? = nil) -> Place {
        Place(archive: archive.path, entry: entry.name, offset: offset)
    }

    /// Hands out the elements of the array that a file is or holds. An element that is broken is a loss and is skipped;
    /// where the file itself breaks off, the rest is one loss. What the body throws ends the reading.
    func elements(
        of entry: ArchiveEntry, at path: SplitPath = .topLevelArray, lost kind: RecordKind,
        _ body: (_ element: JSONElement, _ offset: Int64) throws -> Void
    ) throws {
        var parser = JSONParser()
        var splitter = JSONSplitter(path: path)
        func deliver(_ bytes: UnsafeRawBufferPointer, _ offset: Int64) throws {
            let document: JSONDocument
            do throws(JSONError) {
                document = try parser.parse(bytes)
            } catch {
                try lose("slack.json.broken-element", kind, entry, offset + Int64(error.offset), error)
                return
            }
            try body(document.root, offset)
        }
        do {
            try archive.read(entry) { chunk in
                sink.advance(bytes: Int64(chunk.count))
                try splitter.feed(chunk, deliver)
            }
            try splitter.finish(deliver)
        } catch let error as JSONError {
            try lose("slack.json.broken-file", kind, entry, Int64(error.offset), error)
        } catch let failure as Failure where failure.kind == .archiveInvalid {
            try sink.take(
                Loss(
                    code: "slack.entry.damaged", kind: kind, state: .notInSource, place: place(entry),
                    reason: "the file in the archive is damaged: " + failure.what))
        }
    }

    private func lose(
        _ code: String, _ kind: RecordKind, _ entry: ArchiveEntry, _ offset: Int64, _ error: JSONError
    ) throws {
        let what = code == "slack.json.broken-file" ? "the file from here on" : "one element of the file"
        try sink.take(
            Loss(
                code: code, kind: kind, state: .notInSource, place: place(entry, offset),
                reason: "\(what) cannot be read: \(error.reason)"))
    }
}

extension SlackSource {
    /// The first text that one of a file's elements gives; `nil` when none does or the file is broken before.
    func firstText(
        in entry: ArchiveEntry, at path: SplitPath = .topLevelArray, where text: (JSONElement) -> String?
    ) throws -> String? {
        struct Found: Error { let text: String }
        var parser = JSONParser()
        var splitter = JSONSplitter(path: path)
        do {
            try archive.read(entry) { chunk in
                try splitter.feed(chunk) { bytes, _ in
                    if let found = text(try parser.parse(bytes).root) { throw Found(text: found) }
                }
            }
        } catch let found as Found {
            return found.text
        } catch is JSONError {
            return nil
        } catch let failure as Failure where failure.kind == .archiveInvalid {
            return nil
        }
        return nil
    }
}
