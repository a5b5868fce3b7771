// SPDX-License-Identifier: Apache-2.0
internal import FerryImport
internal import FerryJSON
internal import FerryModel
internal import FerryText

/// What a message of the chat says: its text with its form, its mentions, and what a bot put into it.
struct ZoomBody {
    /// The text with its meaning.
    private(set) var text = RichText([])
    /// Whether a card is part of it.
    private(set) var hasCard = false
    /// Forms that have no counterpart, by Zoom's name, and stretches outside the text.
    private(set) var lost: Set<String> = []

    init(_ words: String, of message: JSONElement, _ context: ZoomContext) {
        if message.text("message_type") == "code_snippet", !words.isEmpty {
            text = RichText([.code(words, language: nil)])
        } else {
            var ranges = formats(message) + Self.mentions(message, context)
            // More than people write: the text counts, not its form.
            if ranges.count > 1_000 || words.utf8.count > 256 << 10, !ranges.isEmpty {
                ranges = []
                lost.insert("too large")
            }
            let markup = ZoomMarkup(words, ranges: ranges)
            if markup.outside > 0 { lost.insert("range outside the text") }
            text = markup.text
        }
        addCards(message)
        for giphy in message.objects("giphy_information") {
            guard let url = giphy.text("giphy_view_url") ?? giphy.text("giphy_url") else { continue }
            text.blocks.append(.paragraph([.link(url: url, [.text("GIF")])]))
        }
    }

    private mutating func addCards(_ message: JSONElement) {
        var cards: [JSONElement] = []
        if let bot = message.object("bot_message") {
            cards.append(bot.object("content") ?? bot)
        }
        for card in message.objects("interactive_cards") {
            guard let json = card["card_json"] else { continue }
            guard let text = json.string else {
                cards.append(json)
                continue
            }
            if let document = try? JSONDocument(parsing: text) { cards.append(document.root) }
        }
        for card in cards {
            let blocks = ZoomCard.blocks(card.object("content") ?? card)
            guard !blocks.isEmpty else { continue }
            hasCard = true
            // A bot's text is often the same as the head of its card.
            if RichText(blocks) != text { text.blocks += blocks }
        }
    }

    // MARK: Stretches

    private mutating func formats(_ message: JSONElement) -> [ZoomRange] {
        message.objects("rich_text").compactMap { element in
            guard let type = element.text("format_type"), let start = element.number("start_position"),
                let end = element.number("end_position")
            else { return nil }
            let attribute = element.text("format_attr") ?? ""
            guard let format = Self.format(type, attribute) else {
                // The usual size and no indent are no form at all.
                if !["Paragraph", "FontSize"].contains(type)
                    || !["", "p", "m"].contains(attribute.lowercased())
                {
                    lost.insert(type)
                }
                return nil
            }
            return ZoomRange(start: Int(clamping: start), end: Int(clamping: end), format: format)
        }
    }

    private static func format(_ type: String, _ attribute: String) -> ZoomRange.Format? {
        switch type {
        case "Bold": .strong
        case "Italic": .emphasis
        case "Underline": .underline
        case "Strikethrough": .strike
        case "BulletedList": .bullets
        case "NumberedList": .numbers
        case "Quote": .quote
        case "FontColor": attribute.isEmpty ? nil : .colour(attribute)
        case "AddLink": attribute.isEmpty ? nil : .link(attribute)
        case "Paragraph":
            attribute.lowercased().hasPrefix("h") ? Int(attribute.dropFirst()).map { .heading($0) } : nil
        default: nil
        }
    }

    private static func mentions(_ message: JSONElement, _ context: ZoomContext) -> [ZoomRange] {
        message.objects("at_items").compactMap { mention in
            guard let start = mention.number("start_position"), let end = mention.number("end_position")
            else {
                return nil
            }
            var format = ZoomRange.Format.everyone
            if mention.number("at_type") != 2 {
                let identity = ZoomIdentity(
                    address: mention.text("at_contact"), memberId: mention.text("at_contact_member_id"))
                guard let person = context.people.person(identity) else { return nil }
                format = .mention(person)
            }
            return ZoomRange(start: Int(clamping: start), end: Int(clamping: end), format: format)
        }
    }
}
