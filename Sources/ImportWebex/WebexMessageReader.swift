// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive
internal import FerryImport
internal import FerryJSON
internal import FerryModel
internal import FerryText

/// Turns messages into records, each into one message or one loss.
struct WebexMessageReader {
    private let context: WebexContext
    private let source: WebexSource

    init(_ context: WebexContext, _ source: WebexSource) {
        self.context = context
        self.source = source
    }

    /// What an event says about a message beside the message itself.
    struct Change {
        /// When the message was first sent, where its own time may be that of the change.
        var sentAt: Timestamp?
        var editedAt: Timestamp?
        var deletedAt: Timestamp?
        /// The first message of its thread, where the event leaves it out.
        var root: String?
    }

    /// Reads a message; `room` is where it stands if it does not say so itself, and `facts` what it says by itself,
    /// where that is known already.
    func read(
        _ element: JSONElement, facts: WebexMessageFacts? = nil, files: any WebexFileFinder, room: String?,
        at place: Place,
        change: Change = Change()
    ) throws {
        let facts = facts ?? WebexMessageFacts(element)
        guard !facts.isInvented else { return }
        guard let id = facts.id else {
            return try lose("webex.message.no-id", place, "the message has no id")
        }
        guard let room = facts.room ?? room else {
            return try lose("webex.message.no-place", place, "nothing says in which space the message stands")
        }
        guard let time = change.sentAt ?? facts.created ?? WebexTime.ofId(id) else {
            return try lose("webex.message.no-time", place, "the message states no usable time")
        }
        context.room(room)
        if facts.isDirect { context.rooms[room]?.isDirect = true }
        let author = context.people.note(id: facts.person, address: facts.address)
        let key = WebexKeys.message(id)
        var message = Message(
            key: key, channel: WebexKeys.channel(room),
            author: WebexKeys.person(author ?? context.people.systemPerson()), sentAt: time,
            order: time.milliseconds, body: RichText([]))
        message.editedAt = change.editedAt ?? facts.updated
        message.deletedAt = change.deletedAt
        if let root = facts.root ?? change.root, root != id {
            message.threadRoot = WebexKeys.message(root)
            context.threads.refer(to: root, in: room, at: time)
        }
        for person in facts.mentioned { context.people.note(mentioned: person, as: "") }
        if message.deletedAt == nil { try fill(&message, element, facts, files, id, place) }
        if author == nil {
            try context.losses.state(
                "webex.message.no-author", .carriedWithLoss, .message, key: key.key, place: place,
                because: "the message does not say who wrote it")
        }
        if let author { context.note(author, in: room, at: time) }
        context.threads.note(id)
        context.noteChanged(id, sentAt: time, editedAt: message.editedAt)
        try context.sink.take(.message(message))
    }

    private func lose(_ code: String, _ place: Place, _ reason: String) throws {
        try context.losses.state(code, .notSupported, .message, place: place, because: reason)
    }

    private func note(mentioned id: String, as name: String) {
        guard let id = WebexId(id), id.isPerson else { return }
        context.people.note(mentioned: id.value, as: name)
    }

    // MARK: What it says

    private func fill(
        _ message: inout Message, _ element: JSONElement, _ facts: WebexMessageFacts,
        _ files: any WebexFileFinder, _ id: String, _ place: Place
    ) throws {
        var mistyped = facts.mistyped
        let body = body(element, facts.html, &mistyped)
        message.body = body.text
        let cards = try cards(element, of: message.key, at: place, &mistyped)
        // Clients show the card in the place of its text, which is for those that cannot.
        if let cards {
            let (own, said) = (Self.words(body.text), Self.words(cards))
            if own.isSubset(of: said) { message.body.blocks = [] }
            message.body.blocks += cards.blocks
        }
        message.attachments = try attachments(element, files, id, place, &mistyped)
        let isBot = context.people.isMachine(message.author.key.id)
        message.kind = cards != nil ? .card : isBot ? .notice : .text
        if body.isCut {
            try context.losses.state(
                "webex.body.cut", .carriedWithLoss, .message, key: message.key.key, place: place,
                because: "the text is larger or deeper than any that people write")
        }
        if !mistyped.isEmpty {
            try context.losses.state(
                "webex.message.wrong-type", .carriedWithLoss, .message, key: message.key.key, place: place,
                because: mistyped.reason)
        } else if message.body.isEmpty, message.attachments.isEmpty {
            try context.losses.state(
                "webex.message.empty", .carriedWithLoss, .message, key: message.key.key, place: place,
                because: "the message holds neither text nor files")
        }
    }

    private func body(
        _ element: JSONElement, _ html: WebexMarkup.Start?, _ mistyped: inout MistypedMembers
    ) -> WebexMarkup.Body {
        let markup = WebexMarkup(
            WebexReferences { id, label in
                guard let person = WebexId(id), person.isPerson else { return nil }
                note(mentioned: id, as: label)
                return WebexKeys.person(person.value)
            })
        if let html {
            let body = markup.read(html)
            if !body.text.isEmpty { return body }
        }
        let markdown = element.text("markdown", noting: &mistyped)
        if let text = element.text("text", noting: &mistyped), markdown == nil {
            return markup.read(text: text)
        }
        return markup.read(markdown: markdown ?? "")
    }

    private static func words(_ text: RichText) -> Set<Substring> {
        let text = WebexMarkup.plain(text).lowercased()
        // Asking what a character is takes many times longer than looking at a byte.
        guard text.utf8.allSatisfy({ $0 < 0x80 }) else {
            return Set(text.split { !$0.isLetter && !$0.isNumber })
        }
        return Set(
            text.utf8.split { !((97...122).contains($0) || (48...57).contains($0)) }.map { Substring($0) })
    }

    private func cards(
        _ element: JSONElement, of key: MessageKey, at place: Place, _ mistyped: inout MistypedMembers
    ) throws -> RichText? {
        var reader = TeamsCards()
        var text = RichText([])
        var hasCard = false
        for attachment in element.objects("attachments", noting: &mistyped) {
            let type = attachment.text("contentType")?.lowercased() ?? ""
            guard type.hasPrefix("application/vnd.microsoft.card"), let content = attachment.object("content")
            else {
                try context.losses.state(
                    "webex.attachment.not-supported", .carriedWithLoss, .message, key: key.key, place: place,
                    because: "an attachment is of a kind this program does not know")
                continue
            }
            hasCard = true
            text.blocks += reader.read(content, contentType: type).blocks
        }
        guard hasCard else { return nil }
        if !reader.unsupported.isEmpty {
            let types = Set(reader.unsupported).sorted().joined(separator: ", ")
            try context.losses.state(
                "webex.card.parts", .carriedWithLoss, .message, key: key.key, place: place,
                because: "parts of a card are of kinds this program does not know: \(types)")
        } else if text.isEmpty {
            try context.losses.state(
                "webex.card.no-text", .carriedWithLoss, .message, key: key.key, place: place,
                because: "a card says nothing that can be read")
        }
        return text
    }

    // MARK: Files

    /// More than any client lets people send.
    private static let mostFiles = 1_000

    private func attachments(
        _ element: JSONElement, _ files: any WebexFileFinder, _ message: String, _ place: Place,
        _ mistyped: inout MistypedMembers
    ) throws -> [AttachmentKey] {
        guard let list = element["files"] else { return [] }
        mistyped.expect(.array, "files", list)
        guard list.kind == .array else { return [] }
        var keys: [AttachmentKey] = []
        var seen: Set<AttachmentKey> = []
        for file in files.files(of: message, Array(list.elements.prefix(Self.mostFiles))) {
            let key = WebexKeys.attachment(message, file.id)
            guard seen.insert(key).inserted else { continue }
            keys.append(key)
            try yield(file, key, isVoiceClip: element.isTrue("isVoiceClip"), place)
        }
        let count = list.count
        if count > Self.mostFiles {
            try context.losses.state(
                "webex.file.too-many", .notSupported, .attachment, place: place,
                count: count - Self.mostFiles, because: "a message names more files than anybody can send")
        }
        return keys
    }

    private func yield(_ file: WebexFile, _ key: AttachmentKey, isVoiceClip: Bool, _ place: Place) throws {
        var type = file.mediaType.isEmpty ? MediaType.named(file.name) : file.mediaType
        if type.isEmpty, let entry = file.entry {
            type = MediaType.ofContent(try source.archive.head(of: entry, count: 16))?.type ?? ""
        }
        // Clients play a sound where it stands.
        if type.isEmpty, isVoiceClip { type = "audio/mp4" }
        let location = file.entry.map { Attachment.Location.entry($0.name) }
        try context.sink.take(
            .attachment(
                Attachment(
                    key: key, name: file.name.isEmpty ? "file" : file.name, mediaType: type,
                    declaredSize: file.entry?.size ?? file.size,
                    location: location ?? .missing(code: file.problem.rawValue))))
        if file.entry == nil {
            try context.losses.state(
                file.problem.rawValue, .notInSource, .attachment, key: key.key, place: place,
                because: file.problem.reason)
        } else if let defect = SizeDefect(stated: file.size, found: file.entry?.size) {
            try context.losses.state(
                "webex.file." + defect.rawValue, .carriedWithLoss, .attachment, key: key.key, place: place,
                because: defect.reason)
        }
    }
}
