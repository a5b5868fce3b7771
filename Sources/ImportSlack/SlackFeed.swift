// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive
internal import FerryImport
internal import FerryJSON
internal import FerryModel

/// Where messages of one channel stand.
enum SlackFeed {
    /// An array of messages.
    case day(ArchiveEntry)
    /// An object whose `messages` hold their replies.
    case dump(ArchiveEntry)
    /// Answers of Slack's API, one a line, packed.
    case chunks(ArchiveEntry)
    /// Rows of slackdump's database.
    case rows(SlackdumpDatabase)

    /// The file, if it can be read as it is.
    var plainFile: ArchiveEntry? {
        switch self {
        case .day(let entry), .dump(let entry): entry
        case .chunks, .rows: nil
        }
    }

    /// The file, for findings about it.
    var entry: ArchiveEntry {
        switch self {
        case .day(let entry), .dump(let entry), .chunks(let entry): entry
        case .rows(let database): database.entry
        }
    }
}

extension SlackSource {
    /// Hands out the messages of a channel that a feed holds, each with its place.
    func messages(
        of feed: SlackFeed, channel: String, _ body: (_ element: JSONElement, _ place: Place) throws -> Void
    ) throws {
        switch feed {
        case .day(let entry):
            var place = place(entry)
            try elements(of: entry, lost: .message) { element, offset in
                place.offset = offset
                try body(element, place)
            }
        case .dump(let entry):
            var place = place(entry)
            try elements(of: entry, at: SlackDump.path, lost: .message) { element, offset in
                place.offset = offset
                try body(element, place)
                for reply in SlackDump.replies(element) { try body(reply, place) }
            }
        case .chunks(let entry):
            var seen: Set<SlackTime> = []
            var place = place(entry)
            try elements(of: entry, at: .lines, lost: .message) { element, offset in
                place.offset = offset
                try SlackChunk(element).messages(unlessIn: &seen) { try body($0, place) }
            }
        case .rows(let database):
            var parser = JSONParser()
            try database.messages(channel) { bytes, row in
                try parsed(bytes, with: &parser, database.entry, row: row, lost: .message, body)
            }
        }
    }

    /// Hands out the JSON in a row; what is broken is a loss.
    func parsed(
        _ bytes: UnsafeRawBufferPointer, with parser: inout JSONParser, _ entry: ArchiveEntry, row: Int64,
        lost kind: RecordKind, _ body: (_ element: JSONElement, _ place: Place) throws -> Void
    ) throws {
        let place = Place(archive: archive.path, entry: entry.name, line: Int(clamping: row))
        let document: JSONDocument
        do throws(JSONError) {
            document = try parser.parse(bytes)
        } catch {
            return try sink.take(
                Loss(
                    code: "slack.json.broken-element", kind: kind, state: .notInSource, place: place,
                    reason: "one row of the database cannot be read: \(error.reason)"))
        }
        try body(document.root, place)
    }
}
