// SPDX-License-Identifier: Apache-2.0
internal import FerryImport
internal import FerryArchive
internal import FerryJSON
internal import FerryModel

/// What has to be known of a saved space before and after its messages are read: which file is whose, the names of
/// people, and whether the tool stopped early.
final class WebexUnitReading {
    private let unit: WebexUnit
    private let context: WebexContext
    private let source: WebexSource
    private let contents: WebexContents
    private var transcript = WebexTranscript()
    /// Finds the files of the unit's messages.
    private(set) var files: any WebexFileFinder
    /// The files that messages name.
    private(set) var named: Set<String> = []
    private var truncated: String?

    /// Looks through the messages for their files.
    init(
        _ unit: WebexUnit, _ documents: [WebexDocument], _ context: WebexContext, _ source: WebexSource,
        contents: WebexContents
    ) throws {
        self.unit = unit
        self.contents = contents
        files = contents
        self.context = context
        self.source = source
        switch unit.frontEnd {
        case .rest: break
        case .archiver: try prepareArchiver(documents)
        case .spaceArchiver: try prepareSpaceArchiver(documents)
        case .webexArchives, .crawler: try prepareLocal(documents)
        }
    }

    private func forEach(_ documents: [WebexDocument], _ body: (JSONElement) throws -> Void) throws -> Bool {
        var isWhole = true
        for document in documents {
            // What is broken is stated when the messages are read.
            let whole = try source.elements(of: document, isSilent: true) { element, _ in
                if element.kind == .array {
                    for inner in element.elements { try body(inner) }
                } else {
                    try body(element)
                }
            }
            isWhole = isWhole && whole
        }
        return isWhole
    }

    private func prepareArchiver(_ documents: [WebexDocument]) throws {
        var reader = WebexArchiverTranscript()
        _ = try forEach(documents) { reader.note($0) }
        transcript = try reader.read(unit, in: source.archive)
        useTranscript()
    }

    private func prepareSpaceArchiver(_ documents: [WebexDocument]) throws {
        var reader = WebexSpaceTranscript()
        _ = try forEach(documents) { element in
            reader.note(element)
            if unit.room == nil { unit.room = element.id("roomId")?.value }
        }
        transcript = try reader.read(unit, in: source.archive)
        unit.title = reader.title
        if let limit = reader.limit, reader.count >= limit {
            truncated = "the tool stopped at \(limit) messages, as it was told: older ones are missing"
        } else if reader.isOfSomeDays {
            truncated = "the tool was told to save messages of some days only"
        }
        useTranscript()
    }

    private func useTranscript() {
        let files = WebexTranscriptFiles(transcript, of: unit, in: source.archive)
        self.files = files
        named = Set(files.named.map(\.name))
    }

    private func prepareLocal(_ documents: [WebexDocument]) throws {
        for document in documents { try readHead(document) }
        var claims: [WebexClaims.Claim] = []
        var count: Int64 = 0
        let isWhole = try forEach(documents) { message in
            guard !WebexInvented.isInvented(message) else { return }
            count += 1
            guard let id = message.id("id")?.value, let list = message["files"], list.kind == .array else {
                return
            }
            claims += WebexLocalFiles.claims(of: id, Array(list.elements.prefix(1_000)))
        }
        let files = WebexLocalFiles(
            claims, of: unit, in: source.archive, isWhole: isWhole, contents: contents)
        self.files = files
        named = Set(files.named.map(\.name))
        for document in documents {
            let settings = document.form.head?.object("settings")
            if let limit = settings?["maxMessages"]?.int64, limit > 0, count >= limit {
                truncated = "the tool stopped at \(limit) messages, as it was told: older ones are missing"
            } else if settings?.text("beforeDate") != nil {
                truncated = "the tool was told to leave out messages after a date"
            }
        }
    }

    // webex-archives puts the space before its conversations and the people behind them.
    private func readHead(_ document: WebexDocument) throws {
        if let room = document.form.head?.object("room") {
            context.describe(room)
            unit.room = room.id("id")?.value
        }
        guard unit.frontEnd == .webexArchives else { return }
        try source.elements(of: document, at: .array(underKey: "people"), isSilent: true) { person, _ in
            if case .person = WebexElement(person) { context.people.add(person) }
        }
    }

    /// Takes what the transcript says once the messages' authors are known, and states what is missing.
    func finish() throws {
        for (address, name) in transcript.names.sorted(by: { $0.key < $1.key }) {
            context.people.name(name, ofAddress: address)
        }
        for address in transcript.gone.sorted() { context.people.gone(address: address) }
        guard let room = unit.room else { return }
        if !unit.title.isEmpty, context.rooms[room]?.title.isEmpty == true {
            context.rooms[room]?.title = unit.title
        }
        guard let truncated else { return }
        try context.losses.state(
            "webex.messages.truncated", .carriedWithLoss, .channel, key: WebexKeys.channel(room).key,
            place: Place(archive: source.archive.path, entry: unit.folder.isEmpty ? nil : unit.folder),
            because: truncated)
    }
}
