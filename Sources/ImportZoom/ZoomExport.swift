// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive
internal import FerryImport
internal import FerryModel

/// Reads one archive: looks what each file is, learns who is who, then yields everything.
final class ZoomExport {
    private let source: ZoomSource
    private let options: ZoomOptions
    private let context: ZoomContext
    private let kinds: [String: ZoomEntryKind]

    init(_ archive: Archive, options: ZoomOptions, sink: any RecordSink) throws {
        source = ZoomSource(archive: archive, sink: sink)
        self.options = options
        var kinds: [String: ZoomEntryKind] = [:]
        var sample: [UInt8] = []
        try archive.readAll(where: { !Self.isLitter($0.name) }) { entry in
            kinds[entry.name] = try ZoomEntryKind(entry, in: archive, options: options, sample: &sample)
        }
        self.kinds = kinds
        context = ZoomContext(
            options: options, files: ZoomFiles(archive.entries.filter { kinds[$0.name] == .file }), sink: sink
        )
    }

    /// Yields everything the archive holds, and calls the body after each answer, row and file.
    func read(_ finished: () throws -> Void) throws {
        let answers = ZoomAnswers(context, source)
        try source.archive.readAll(where: { isJSON($0) }) { entry in
            if case .json(let isArray)? = kinds[entry.name] { try answers.survey(entry, isArray: isArray) }
        }
        try source.archive.readAll(where: { kinds[$0.name] != nil }) { entry in
            switch kinds[entry.name] {
            case .json(let isArray): try answers.read(entry, isArray: isArray, finished)
            case .table: try readTable(entry, finished)
            case .chat: try readChat(entry)
            case .transcript: try readTranscript(entry)
            case .recording:
                try context.losses.state(
                    "zoom.recording.not-supported", .notSupported, .attachment, place: source.place(entry),
                    because: "recordings of sound and pictures are not carried")
            case .file, nil: break
            }
            try finished()
        }
        try context.yield()
        try stateStrangers()
    }

    /// Which meeting an entry is of, by its name and those of the archive and the folder around it.
    static func meeting(_ archive: Archive, _ entry: String, _ options: ZoomOptions) -> ZoomMeeting {
        let path = archive.path.split(separator: "/").map(String.init)
        // A single file is its archive's only entry, under the same name.
        let outer = archive.kind == .file ? Array(path.dropLast().suffix(1)) : Array(path.suffix(2))
        return ZoomMeeting(
            outer: outer, inner: entry.split(separator: "/").map(String.init), options: options)
    }

    private func isJSON(_ entry: ArchiveEntry) -> Bool {
        if case .json? = kinds[entry.name] { true } else { false }
    }

    // MARK: Meetings

    private func readChat(_ entry: ArchiveEntry) throws {
        source.sink.advance(bytes: entry.size ?? 0)
        guard let text = try source.text(of: entry) else { return }
        let chat = ZoomChatFile(text)
        var meeting = Self.meeting(source.archive, entry.name, options)
        // Only the chats of cloud recordings count from their start; the others show the time of their place.
        if chat.entries.first?.head.isCloud != true { meeting = meeting.local(options.timeZone ?? .utc) }
        let room = ZoomMeetingRoom(context, meeting, file: entry.name)
        try ZoomChatReader(chat, room, at: source.place(entry)).read()
    }

    private func readTranscript(_ entry: ArchiveEntry) throws {
        source.sink.advance(bytes: entry.size ?? 0)
        let captions = ".cc.vtt"
        if entry.name.hasSuffix(captions),
            kinds[entry.name.dropLast(captions.utf8.count) + ".transcript.vtt"] == .transcript
        {
            return try context.losses.state(
                "zoom.transcript.captions", .filtered, .attachment, place: source.place(entry),
                because: "the transcript of the same recording says the same, with names")
        }
        guard let text = try source.text(of: entry) else { return }
        let room = ZoomMeetingRoom(
            context, Self.meeting(source.archive, entry.name, options), file: entry.name)
        try ZoomTranscriptReader(room, entry, at: source.place(entry)).read(ZoomTranscript(text))
    }

    // MARK: Tables

    private func readTable(_ entry: ArchiveEntry, _ finished: () throws -> Void) throws {
        guard let (header, survey) = try survey(entry) else { return }
        let table = ZoomTable(header, survey, context)
        var isFirst = true
        var width = 0
        try source.rows(of: entry, counts: true) { line, fields in
            if isFirst {
                isFirst = false
                width = fields?.count ?? 0
                return
            }
            let place = source.place(entry, line: line)
            guard let fields, fields.count <= width else {
                return try context.losses.state(
                    "zoom.table.broken-row", .notInSource, .message, place: place,
                    because: fields == nil
                        ? "a quote in the row is never closed"
                        : "the row has more fields than the table has columns")
            }
            try table.read(fields, at: place)
            try finished()
        }
        guard survey.isGuess else { return }
        try context.losses.state(
            "zoom.time.order-guessed", .carriedWithLoss, .message, place: source.place(entry),
            because: "nothing in the file tells whether day or month comes first, so the month was taken; "
                + "set zoom.date_order")
    }

    private func survey(_ entry: ArchiveEntry) throws -> (ZoomHeader, ZoomTableSurvey)? {
        struct Enough: Error {}
        var header: ZoomHeader?
        var survey = ZoomTableSurvey(options.dateOrder)
        let silent = ZoomSource(archive: source.archive, sink: SilentSink())
        do {
            try silent.rows(of: entry, counts: false) { _, fields in
                guard let known = header else {
                    header = fields.flatMap { ZoomHeader($0, named: options.columns) }
                    if header == nil { throw Enough() }
                    return
                }
                guard let fields else { return }
                let text = [known.value(.date, in: fields), known.value(.time, in: fields)].compactMap { $0 }
                survey.take(text.joined(separator: " "))
                if !survey.isUndecided { throw Enough() }
            }
        } catch is Enough {
            return header.map { ($0, survey) }
        }
        return header.map { ($0, survey) }
    }

    // MARK: Rest

    private func stateStrangers() throws {
        let wanted = context.files.used
        for entry in source.archive.entries where kinds[entry.name] == .file && !wanted.contains(entry.name) {
            try context.losses.state(
                "zoom.entry.unknown", .notSupported, .attachment, place: source.place(entry),
                because: "the file is no form that is known, and no message names it")
        }
    }

    /// What macOS and Windows leave in archives.
    private static func isLitter(_ name: String) -> Bool {
        let last = name.split(separator: "/").last ?? ""
        return name.hasPrefix("__MACOSX/") || last == ".DS_Store" || last == "Thumbs.db"
            || last == "desktop.ini"
            || last.hasPrefix("._")
    }
}
