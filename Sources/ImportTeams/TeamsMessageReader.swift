// SPDX-License-Identifier: Apache-2.0
internal import FerryImport
internal import FerryJSON
internal import FerryModel
internal import FerryText

/// Turns messages into records, each into one message or one loss.
struct TeamsMessageReader {
    private let context: TeamsContext

    init(_ context: TeamsContext) {
        self.context = context
    }

    /// Reads a message and the replies inside it; `facts` is what it says by itself, where that is known already.
    func read(
        _ element: JSONElement, _ scope: TeamsScope, facts: TeamsMessageFacts? = nil, at place: Place
    ) throws {
        try readOne(element, scope, facts ?? TeamsMessageFacts(element, scope), at: place)
        var mistyped = MistypedMembers()
        let replies = element.objects(.replies, noting: &mistyped)
        if !mistyped.isEmpty {
            try context.losses.state(
                "teams.replies.wrong-type", .notSupported, .message, place: place,
                because: "the replies to a message are not of the type that the format gives them")
        }
        let isCut = element.text(.repliesNextLink) != nil
        guard !replies.isEmpty || isCut else { return }
        var inner = scope
        let address = TeamsAddress(element, scope, author: TeamsAuthor(element, isEvent: false).identity.id)
        if let address { inner.channel = address.room }
        inner.team = address?.team ?? scope.team
        for reply in replies { try readOne(reply, inner, TeamsMessageFacts(reply, inner), at: place) }
        guard isCut, let address else { return }
        try context.losses.state(
            "teams.replies.not-all", .carriedWithLoss, .message,
            key: TeamsKeys.message(address.room, address.id).key, place: place,
            because: "the thread has more replies than the answer that was saved")
    }

    private func readOne(
        _ element: JSONElement, _ scope: TeamsScope, _ facts: TeamsMessageFacts, at place: Place
    ) throws {
        let author = facts.author
        guard let address = facts.address else {
            let hasId = element.identifier(.id) != nil
            return try context.losses.state(
                hasId ? "teams.message.no-place" : "teams.message.no-id", .notSupported, .message,
                place: place,
                because: hasId
                    ? "nothing says in which channel or chat the message stands" : "the message has no id")
        }
        guard let time = facts.time else {
            return try context.losses.state(
                "teams.message.no-time", .notSupported, .message, place: place,
                because: "the message states no usable time")
        }
        let key = TeamsKeys.message(address.room, address.id)
        let parts = TeamsMessageParts(
            context, channel: address.room, key: key, place: place,
            isCopy: context.threads.isKnown(address.room, address.id))
        if try context.room(address.room, team: address.team) {
            context.note(tenantIn: element.text(.webUrl))
        }
        if let holder = scope.holder { hold(address.room, holder) }
        var message = Message(
            key: key, channel: TeamsKeys.channel(address.room), author: context.person(author.identity),
            sentAt: time.timestamp, order: time.ticks, body: RichText([]))
        message.editedAt = facts.edited?.timestamp
        message.deletedAt = facts.deleted?.timestamp
        let detail = facts.isStated ? element.object(.eventDetail) : nil
        if facts.mayBeCutOff { try reportCutOff(element, parts) }
        if let content = facts.content {
            try fill(&message, element, content, parts, author: author)
        } else {
            try describe(&message, detail, parts)
        }
        relate(&message, element, address, parts)
        context.note(author.identity.id, in: address.room, at: time)
        context.threads.note(address.room, address.id)
        try context.sink.take(.message(message))
        try TeamsReactions.read(element, parts)
        if facts.isStated {
            context.note(TeamsEvent(detail, in: address.room, context), in: address.room, at: time)
        }
    }

    // MARK: What it says

    /// What happened, of a message that reports it.
    private func describe(
        _ message: inout Message, _ detail: JSONElement?, _ parts: TeamsMessageParts
    ) throws {
        let event = TeamsEvent(detail, in: parts.channel, context)
        message.kind = event.kind
        message.body = event.text
        if event.isEmptied {
            try parts.lose(
                "teams.event.emptied",
                because: "the export leaves out what happened, only who caused it is left")
        }
    }

    private func fill(
        _ message: inout Message, _ element: JSONElement, _ content: TeamsContent,
        _ parts: TeamsMessageParts, author: TeamsAuthor
    ) throws {
        let body = try TeamsBody(element, content, parts)
        message.body = body.text
        message.attachments = parts.files
        let isBot = author.identity.role == .bot && author.identity != .system
        message.kind = parts.hasCard && (isBot || !hasText(element)) ? .card : isBot ? .notice : .text
        if isBlocked(element) {
            if message.body.isEmpty {
                message.body = RichText(plain: "This message was blocked by a policy.")
            }
            try parts.lose(
                "teams.message.blocked",
                because: "a data loss prevention policy of the tenant blocked the message")
        } else if !parts.mistyped.isEmpty, message.body.isEmpty, message.attachments.isEmpty {
            message.body = RichText(plain: "What this message holds cannot be read.")
        } else if message.body.isEmpty, message.attachments.isEmpty, message.deletedAt == nil {
            message.body = RichText(plain: "This message holds neither text nor files.")
            try parts.lose("teams.message.empty", because: "the message holds neither text nor files")
        }
        if !parts.mistyped.isEmpty {
            try parts.lose("teams.message.wrong-type", because: parts.mistyped.reason)
        }
        if author.isUnstated {
            try parts.lose("teams.message.no-author", because: "the message does not say who wrote it")
        }
    }

    private func hasText(_ element: JSONElement) -> Bool {
        let content = element.object(.body)?.text(.content) ?? ""
        return !HTMLText.read(content).isEmpty
    }

    private func isBlocked(_ element: JSONElement) -> Bool {
        element.object(.policyViolation)?.text(.dlpAction)?.lowercased().contains("blockaccess") ?? false
    }

    private func reportCutOff(_ element: JSONElement, _ parts: TeamsMessageParts) throws {
        let fields: [TeamsField] = [
            .from, .body, .attachments, .mentions, .reactions, .eventDetail, .channelIdentity, .replies,
        ]
        let isCutOff = fields.contains { element.isCutOff($0) || Self.isCutOffInside(element.object($0)) }
        let inner = element.objects(.reactions).map {
            $0.isCutOff(.user) || Self.isCutOffInside($0.object(.user))
        }
        let mentioned = element.objects(.mentions).map {
            $0.isCutOff(.mentioned) || Self.isCutOffInside($0.object(.mentioned))
        }
        guard isCutOff || (inner + mentioned).contains(true) else { return }
        try parts.lose(
            "teams.json.cut-off",
            because: "the tool that saved the message cut off what is nested deeper (ConvertTo-Json -Depth)")
    }

    // Of a sender, an event or whoever reacted.
    private static func isCutOffInside(_ object: JSONElement?) -> Bool {
        guard let object else { return false }
        return [.user, .application, .initiator, .members].contains { (field: TeamsField) in
            object.isCutOff(field) || object.object(field)?.isCutOff(.user) ?? false
        }
    }

    // MARK: What it belongs to

    private func relate(
        _ message: inout Message, _ element: JSONElement, _ address: TeamsAddress, _ parts: TeamsMessageParts
    ) {
        if let root = element.identifier(.replyToId), root != address.id {
            let isChat = context.rooms.known(address.room, \.isChat) ?? false
            let key = TeamsKeys.message(address.room, root)
            if isChat { message.replyTo = key } else { message.threadRoot = key }
            context.threads.refer(to: address.room, root)
        }
        if let (id, preview) = parts.answered {
            message.replyTo = TeamsKeys.message(address.room, id)
            context.threads.refer(to: address.room, id, preview: preview)
        }
    }

    // Everybody keeps copies of the chats they are in, or were in.
    private func hold(_ room: String, _ holder: String) {
        guard context.rooms.known(room, \.isChat) == true else { return }
        context.people.note(holder)
        context.presence(of: holder, in: room) { _ in }
    }
}
