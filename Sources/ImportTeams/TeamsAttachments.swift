// SPDX-License-Identifier: Apache-2.0
internal import FerryJSON
internal import FerryModel
internal import FerryText

/// What came with one message: files, cards, quotes, forwarded messages, links.
struct TeamsAttachments {
    private let parts: TeamsMessageParts
    private let list: [JSONElement]
    private let nesting: Int

    /// Looks at the attachments of a message. `nesting` counts forwarded messages inside each other.
    init(_ message: JSONElement, _ parts: TeamsMessageParts, nesting: Int = 0) {
        self.parts = parts
        self.nesting = nesting
        list = message.objects(.attachments, noting: &parts.mistyped)
    }

    /// What stands in the place of an attachment's mark; `nil` for an id that none has.
    func blocks(_ id: String) throws -> [RichText.Block]? {
        guard let index = list.firstIndex(where: { $0.text(.id) == id }) else { return nil }
        return try blocks(list[index], index)
    }

    /// What the attachments without a place in the text say: banners, then the rest.
    func rest(except placed: Set<String>) throws -> (before: [RichText.Block], after: [RichText.Block]) {
        var before: [RichText.Block] = []
        var after: [RichText.Block] = []
        for (index, attachment) in list.enumerated() {
            if let id = attachment.text(.id), placed.contains(id) { continue }
            let blocks = try blocks(attachment, index)
            if Self.kind(attachment).hasSuffix("announcementbanner") {
                before += blocks
            } else {
                after += blocks
            }
        }
        return (before, after)
    }

    private static func kind(_ attachment: JSONElement) -> String {
        attachment.text(.contentType)?.lowercased() ?? ""
    }

    private func blocks(_ attachment: JSONElement, _ index: Int) throws -> [RichText.Block] {
        let kind = Self.kind(attachment)
        switch kind {
        case "reference", "file": return try file(attachment, index)
        case "messagereference": return try reference(attachment)
        case "forwardedmessagereference": return try forwarded(attachment)
        case "meetingreference": return Self.meeting(Self.content(attachment), attachment)
        case "tabreference": return Self.link(attachment)
        case let kind where kind.hasPrefix("image/") || kind.hasPrefix("video/") || kind.hasPrefix("audio/"):
            return try file(attachment, index, mediaType: kind)
        case let kind where kind.hasSuffix("announcementbanner") || kind.hasSuffix("card.announcement"):
            return Self.banner(Self.content(attachment), attachment)
        case let kind where kind.hasSuffix("card.codesnippet"): return try snippet(attachment, index)
        case let kind where kind.hasSuffix("card.fluid") || kind.hasSuffix("fluidembedcard"):
            try parts.lose("teams.loop.link-only", because: "a Loop component is carried as its link")
            return Self.link(attachment)
        case let kind where kind.hasPrefix("application/vnd.microsoft."):
            return try card(attachment, kind)
        default: return try unknown(attachment)
        }
    }

    // MARK: Files

    private func file(_ attachment: JSONElement, _ index: Int, mediaType: String = "") throws -> [RichText
        .Block]
    {
        let url = attachment.text(.contentUrl)
        let fromUrl = url?.prefix { $0 != "?" }.split(separator: "/").last.map { PercentText.decoded($0) }
        let contentId = url.flatMap { TeamsImage.contentId(of: $0) }
        let id = contentId ?? attachment.text(.id) ?? "file/\(index)"
        try parts.yield(
            file: id, name: attachment.text(.name) ?? (contentId == nil ? fromUrl : nil) ?? "file",
            mediaType: mediaType.hasSuffix("/*") ? "" : mediaType, url: url, isHosted: contentId != nil)
        return []
    }

    private func snippet(_ attachment: JSONElement, _ index: Int) throws -> [RichText.Block] {
        let content = Self.content(attachment)
        let name = content?.text(.name) ?? attachment.text(.name) ?? ""
        let language = content?.text(.language)?.lowercased() ?? "txt"
        guard let url = content?.text(.codeSnippetUrl) else { return try unknown(attachment) }
        let id = TeamsImage.contentId(of: url) ?? attachment.text(.id) ?? "snippet/\(index)"
        try parts.yield(
            file: id, name: (name.isEmpty ? "snippet" : name) + "." + language, mediaType: "text/plain",
            url: url,
            isHosted: true)
        return []
    }

    // MARK: Other messages

    private func reference(_ attachment: JSONElement) throws -> [RichText.Block] {
        let content = Self.content(attachment)
        let sender = TeamsIdentity(set: content?[.messageSender])
        if let sender { parts.context.people.note(sender) }
        let text = content?.text(.messagePreview) ?? ""
        let id = content?.identifier(.messageId) ?? attachment.text(.id)
        if let id, parts.answer(id, preview: .init(author: sender, text: text)) { return [] }
        return quote(from: sender, nil, RichText(plain: text).blocks)
    }

    private func forwarded(_ attachment: JSONElement) throws -> [RichText.Block] {
        guard let content = Self.content(attachment) else { return try unknown(attachment) }
        let sender = TeamsIdentity(set: content[.originalMessageSender])
        if let sender { parts.context.people.note(sender) }
        let html = content.text(.originalMessageContent) ?? ""
        let inner = TeamsMarkup(
            TeamsReferences(
                attachment: { [nesting, parts] id in
                    // A forwarded message may bring its own cards; deeper ones are text at most.
                    guard nesting < 2 else { return nil }
                    return try? TeamsAttachments(content, parts, nesting: nesting + 1).blocks(id)
                },
                image: { try? inline($0) })
        ).read(html)
        for image in inner.images { try yield(image) }
        return quote(
            from: sender, content.moment(.originalSentDateTime), inner.text.blocks
        )
    }

    /// Yields a picture of a text.
    func yield(_ image: TeamsImage) throws {
        let id = image.contentId ?? image.url
        try parts.yield(
            file: id, name: Self.pictureName(image.alt), url: image.url, pixels: image.pixels, isHosted: true)
    }

    /// The key of a picture of a text whose bytes are in the archive.
    func inline(_ image: TeamsImage) throws -> AttachmentKey? {
        guard parts.isAtHand(image.contentId ?? image.url, url: image.url) else { return nil }
        return try parts.yield(
            file: image.contentId ?? image.url, name: Self.pictureName(image.alt), url: image.url,
            pixels: image.pixels, isHosted: true, shown: false
        ).key
    }

    private static func pictureName(_ alt: String) -> String {
        alt.isEmpty || alt.utf8.count > 100 ? "image" : alt
    }

    private func quote(from sender: TeamsIdentity?, _ time: TeamsTime?, _ blocks: [RichText.Block])
        -> [RichText.Block]
    {
        var head: [RichText.Inline] = []
        if let sender { head.append(Self.named(sender, parts.context)) }
        if let time { head += (head.isEmpty ? [] : [.text(", ")]) + [.text(time.shown)] }
        let all = (head.isEmpty ? [] : [RichText.Block.paragraph(head)]) + blocks
        return all.isEmpty ? [] : [.quote(all)]
    }

    // Nobody is addressed by being quoted, so a person is named where the name is known.
    private static func named(_ sender: TeamsIdentity, _ context: TeamsContext) -> RichText.Inline {
        let name = sender.name.isEmpty ? context.people.name(sender.id) ?? "" : sender.name
        return name.isEmpty ? .mention(TeamsKeys.person(sender.id), label: "") : .strong([.text(name)])
    }

    // MARK: Cards and links

    private func card(_ attachment: JSONElement, _ kind: String) throws -> [RichText.Block] {
        guard let content = Self.content(attachment) else { return try unknown(attachment) }
        var cards = TeamsCards()
        let text = cards.read(content, contentType: kind)
        parts.hasCard = true
        if !cards.unsupported.isEmpty {
            let types = Set(cards.unsupported).sorted().joined(separator: ", ")
            try parts.lose(
                "teams.card.parts",
                because: "parts of a card are of kinds this program does not know: \(types)")
        } else if text.isEmpty {
            try parts.lose("teams.card.no-text", because: "a card says nothing that can be read")
        }
        return text.blocks
    }

    private static func banner(_ content: JSONElement?, _ attachment: JSONElement) -> [RichText.Block] {
        let title = content?.text(.title) ?? content?.text(.plainText) ?? attachment.text(.name) ?? ""
        return title.isEmpty ? [] : [.heading(level: 2, [.text(title)])]
    }

    private static func meeting(_ content: JSONElement?, _ attachment: JSONElement) -> [RichText.Block] {
        let subject = content?.text(.subject) ?? content?.text(.title) ?? attachment.text(.name) ?? ""
        let times = ["startDateTime", "endDateTime", "startTime", "endTime"].compactMap { key in
            content?.moment(TeamsField(key))?.shown
        }
        var line: [RichText.Inline] = subject.isEmpty ? [] : [.strong([.text(subject)])]
        if !times.isEmpty {
            line += (line.isEmpty ? [] : [.lineBreak]) + [.text(times.joined(separator: " – "))]
        }
        return line.isEmpty ? [] : [.paragraph(line)]
    }

    private static func link(_ attachment: JSONElement) -> [RichText.Block] {
        let content = content(attachment)
        let url =
            attachment.text(.contentUrl) ?? content?.text(.componentUrl) ?? content?.text(.url)
            ?? content?.text(.sourceUrl)
        let name = attachment.text(.name) ?? content?.text(.title) ?? url ?? ""
        guard let url, url.hasPrefix("http") else { return name.isEmpty ? [] : [.paragraph([.text(name)])] }
        return [.paragraph([.link(url: url, [.text(name)])])]
    }

    private func unknown(_ attachment: JSONElement) throws -> [RichText.Block] {
        let kind = String(Self.kind(attachment).prefix(80))
        let isCut = attachment.isCutOff(.content)
        try parts.lose(
            isCut ? "teams.json.cut-off" : "teams.attachment.not-supported",
            because: isCut
                ? "the tool that saved the message cut off what is nested deeper (ConvertTo-Json -Depth)"
                : "an attachment is of a kind this program does not know: \(kind)")
        return Self.link(attachment)
    }

    /// The content: JSON inside a text, or JSON as it is where a tool unpacked it.
    private static func content(_ attachment: JSONElement) -> JSONElement? {
        guard let content = attachment[.content] else { return nil }
        if content.kind == .object { return content }
        guard let text = content.string else { return nil }
        let limits = JSONLimits(depth: 128, elementBytes: 8 << 20, values: 200_000)
        guard let root = try? JSONDocument(parsing: text, limits: limits).root, root.kind == .object else {
            return nil
        }
        return root
    }
}
