// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive
internal import FerryImport
internal import FerryJSON
internal import FerryModel

/// Reads one archive: every element of every file, then what only all of them together say.
final class WebexExport {
    private let source: WebexSource
    private let layout: WebexLayout
    private let context: WebexContext
    private let messages: WebexMessageReader
    private let contents: WebexContents
    private var named: Set<String> = []
    /// Elements of a file that are not carried, by why; stated once for each file.
    private var leftOut: [String: Int] = [:]

    init(_ archive: Archive, sink: any RecordSink) throws {
        source = WebexSource(archive: archive, sink: sink)
        layout = try WebexLayout(archive)
        context = WebexContext(sink: sink)
        messages = WebexMessageReader(context, source)
        let folders = layout.units.map(\.folder).filter { !$0.isEmpty }
        contents = WebexContents(
            layout.files.filter { file in !folders.contains { file.name.hasPrefix($0) } })
    }

    /// Yields everything the archive holds.
    func read() throws {
        try readAll(.lists) { document in try self.readLists(document) }
        let events = WebexEvents(context, messages, files: contents)
        try readEvents(events, .memberships)
        for unit in layout.units { try read(unit) }
        try readMessages()
        try readEvents(events, .created)
        try readEvents(events, .changed)
        try WebexStubs(context, source, layout).yield()
        let files = WebexStrayFiles(context, source, layout)
        try files.yieldPictures()
        try WebexRooms(context).yield(knowsTeams: layout.frontEnds != [.crawler])
        for person in context.people.records(home: context.home) { try context.sink.take(.person(person)) }
        try files.stateStrangers(except: named.union(contents.named))
    }

    private func readAll(_ phase: WebexDocument.Phase, _ body: (WebexDocument) throws -> Void) throws {
        let documents = layout.documents.filter { $0.phase == phase }
        let byName = Dictionary(
            documents.map { ($0.entry.name, $0) }, uniquingKeysWith: { first, _ in first })
        try source.archive.readAll(where: { byName[$0.name] != nil }) { entry in
            if let document = byName[entry.name] { try body(document) }
        }
    }

    /// Reads the messages that belong to no saved space.
    private func readMessages() throws {
        let documents = layout.documents.filter { $0.phase == .messages && $0.unit == nil }
        let forms = Dictionary(
            documents.map { ($0.entry.name, $0.form) }, uniquingKeysWith: { first, _ in first })
        try source.archive.readAllInLists(where: { forms[$0.name] != nil }) {
            [archive = source.archive] files in
            let ahead = WorkAhead<WebexWork>(files, sink: context.sink) { entry, findings in
                guard let form = forms[entry.name] else { return }
                try WebexWork.read(entry, form, in: archive, findings)
            }
            for entry in files {
                leftOut = [:]
                var place = source.place(entry)
                try ahead.read(entry) { found in
                    place.offset = found.offset
                    try take(
                        found.element, found.kind, found.facts, files: contents, room: nil, at: place)
                }
                try stateLeftOut(entry)
            }
        }
    }

    private func elements(
        of document: WebexDocument, _ body: (JSONElement, Place) throws -> Void
    ) throws {
        leftOut = [:]
        var place = source.place(document.entry)
        try source.elements(of: document) { element, offset in
            place.offset = offset
            try body(element, place)
        }
        try stateLeftOut(document.entry)
    }

    private func stateLeftOut(_ entry: ArchiveEntry) throws {
        for (code, count) in leftOut.sorted(by: { $0.key < $1.key }) {
            try context.losses.state(
                code, code == "webex.api.error" ? .notInSource : .notSupported,
                code == "webex.membership.incomplete" ? .membership : .message,
                place: source.place(entry), count: count, because: Self.reasons[code] ?? "")
        }
    }

    private static let reasons = [
        "webex.api.error": "the file holds an error that Webex answered instead of data",
        "webex.membership.incomplete": "entries of a list of members do not say who is in which space",
        "webex.element.unknown": "elements of the file are nothing this program knows",
        "webex.event.not-supported":
            "events of kinds that are not carried: meetings, transcripts, tabs, settings",
    ]

    // MARK: Lists

    private func readLists(_ document: WebexDocument) throws {
        for id in document.form.head?.texts("notFoundIds") ?? [] { noteGone(id) }
        var rooms = 0
        try elements(of: document) { element, place in
            if case .room = WebexElement(element) { rooms += 1 }
            if case .details = WebexElement(element) { self.take(details: element, document.unit) }
            try self.take(element, files: self.contents, room: nil, at: place)
        }
        if case .person = document.form.first {
            try source.elements(of: document, at: .array(underKey: "notFoundIds"), isSilent: true) { id, _ in
                if let id = id.string { noteGone(id) }
            }
        }
        if layout.isCrawlersList(document), rooms == 100 {
            try context.losses.state(
                "webex.rooms.truncated", .notInSource, .channel, place: source.place(document.entry),
                because:
                    "the list ends at 100 spaces, which is where the tool stops unless it is told otherwise")
        }
    }

    private func noteGone(_ id: String) {
        if let id = WebexId(id)?.value { context.people.gone(id) }
    }

    private func take(details: JSONElement, _ unit: WebexUnit?) {
        if let space = details.object("space") {
            context.describe(space)
            unit?.room = space.id("id")?.value
        }
        guard let creator = details.object("creator"), let id = creator.id("id")?.value else { return }
        if creator.text("displayName") == "Person Not Found" {
            context.people.gone(id)
        } else {
            context.people.add(creator)
        }
    }

    private func take(
        _ element: JSONElement, files: any WebexFileFinder, room: String?, at place: Place
    ) throws {
        try take(element, WebexElement(element), nil, files: files, room: room, at: place)
    }

    private func take(
        _ element: JSONElement, _ kind: WebexElement, _ facts: WebexMessageFacts?,
        files: any WebexFileFinder, room: String?, at place: Place
    ) throws {
        switch kind {
        case .message: try messages.read(element, facts: facts, files: files, room: room, at: place)
        case .conversation:
            for message in element.elements {
                try messages.read(message, files: files, room: room, at: place)
            }
        case .room: context.describe(element)
        case .membership:
            if !context.member(element) { leftOut["webex.membership.incomplete", default: 0] += 1 }
        case .person: context.people.add(element)
        case .team: context.describe(team: element)
        case .organisation:
            if let id = element.id("id")?.value { context.organisations[id] = element.text("displayName") }
        case .contents: contents.describe(element)
        case .details: break
        case .event: leftOut["webex.event.not-supported", default: 0] += 1
        case .failure: leftOut["webex.api.error", default: 0] += 1
        case .unknown: leftOut["webex.element.unknown", default: 0] += 1
        }
    }

    // MARK: Messages and events

    private func read(_ unit: WebexUnit) throws {
        let documents = layout.documents.filter { $0.unit === unit && $0.phase == .messages }
        let reading = try WebexUnitReading(unit, documents, context, source, contents: contents)
        for document in documents {
            try elements(of: document) { element, place in
                try self.take(element, files: reading.files, room: unit.room, at: place)
            }
        }
        try reading.finish()
        named.formUnion(reading.named)
    }

    private func readEvents(_ events: WebexEvents, _ pass: WebexEvents.Pass) throws {
        try readAll(.events) { document in
            guard pass == .memberships else {
                // What is broken has been stated in the first reading.
                try source.elements(of: document, isSilent: true) { element, offset in
                    guard case .event = WebexElement(element) else { return }
                    _ = try events.take(element, in: pass, at: source.place(document.entry, offset))
                }
                return
            }
            try elements(of: document) { element, place in
                guard case .event = WebexElement(element) else {
                    return try self.take(element, files: self.contents, room: nil, at: place)
                }
                if try events.take(element, in: pass, at: place) {
                    leftOut["webex.event.not-supported", default: 0] += 1
                }
            }
        }
    }
}
