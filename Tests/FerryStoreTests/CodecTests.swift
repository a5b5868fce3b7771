// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import FerryTestRecords
import Testing

@testable import FerryStore

@Suite("What the store writes down")
struct CodecTests {
    private static let person = SmallWorkspace.person("a:b\"\u{0}")

    @Test(
        "of a message's kind comes back as it was",
        arguments: [
            .text, .emote, .notice, .call, .poll, .card, .system(.joined(person, by: nil)),
            .system(.joined(person, by: SmallWorkspace.person("x"))), .system(.left(person, by: person)),
            .system(.named("\"text\"")), .system(.topic("")), .system(.purpose("a\nb")), .system(.archived),
            .system(.unarchived), .system(.other("stub")), .system(.other("")), .system(.other("joined")),
        ] as [Message.Kind])
    func kinds(kind: Message.Kind) throws {
        #expect(try MessageKindCodec.decode(MessageKindCodec.encode(kind)) == kind)
    }

    // The upsert of messages compares with this very text.
    @Test("of a stub is what the upsert looks for")
    func stub() { #expect(MessageKindCodec.encode(.system(.other("stub"))) == "[\"other\",\"stub\"]") }

    @Test("of texts comes back as it was", arguments: [[], [""], ["a", "b,c", "\"", "\u{0}é"]])
    func textLists(texts: [String]) throws {
        #expect(try TextList.decode(TextList.encode(texts)) == texts)
    }

    @Test("of rich text comes back as it was, whatever its shape", arguments: 0..<200)
    func randomTrees(seed: UInt64) throws {
        var maker = RandomText(seed: seed)
        let text = maker.text()
        #expect(try RichTextCodec.decode(encoded(text)) == text)
    }

    @Test(
        "of a plain text is the text, and comes back as it was",
        arguments: [
            ("Guten Morgen", true), (" ", true), ("\"quoted\\\"", true), ("e\u{301}", true), ("a\nb", true),
            ("[[\"p\",\"x\"]]", false), ("[", false), ("", false), ("a\u{0}b", false), ("\u{0}", false),
        ])
    func plainTexts(text: String, isPlain: Bool) throws {
        let rich = RichText([.paragraph([.text(text)])])
        #expect((RichTextCodec.plainText(rich) != nil) == isPlain)
        let stored = RichTextCodec.plainText(rich) ?? encoded(rich)
        #expect(try RichTextCodec.decode(stored) == rich)
        for other in [[.heading(level: 1, [.text(text)])], [.paragraph([.code(text)])], []]
            as [[RichText.Block]]
        {
            #expect(RichTextCodec.plainText(RichText(other)) == nil)
        }
    }

    @Test("of rich text keeps what looks like its own words")
    func lookalikes() throws {
        let words = ["p", "br", "b", "img", "[\"b\"]", "", "\u{0}", "\u{2028}", "\\u0000"]
        let text = RichText([
            .paragraph(words.map { .text($0) } + words.map { .code($0) }),
            .code("", language: ""), .code("", language: nil),
            .list(ordered: true, start: .min, [[], [.rule]]),
            .table(header: false, rows: [[], [[]], [[.text("x")], []]]), .heading(level: -3, []), .quote([]),
            .folded(title: "", []), .folded(title: "q", [.quote([.rule])]),
        ])
        #expect(try RichTextCodec.decode(encoded(text)) == text)
    }

    @Test("of rich text can be read again however deep it is nested")
    func depth() throws {
        var inline = RichText.Inline.text("deep")
        for _ in 0..<1_000 { inline = .strong([inline]) }
        let text = RichText([.paragraph([inline, .text("beside")])])
        let read = try RichTextCodec.decode(encoded(text))
        #expect(read.blocks.count == 1)
    }
}

/// Rich text made by chance, the same for the same seed.
private struct RandomText {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

    private mutating func pick(_ count: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(count))
    }

    private mutating func word() -> String {
        ["a", "", "\"\\", "é👩‍👩‍👧", "line\nfeed", "\u{0}\u{1F}", "<b>", "\u{301}"][pick(8)]
    }

    mutating func text() -> RichText { RichText(blocks(depth: 0)) }

    private mutating func blocks(depth: Int) -> [RichText.Block] {
        var blocks: [RichText.Block] = []
        for _ in 0..<pick(4) { blocks.append(block(depth: depth)) }
        return blocks
    }

    private mutating func block(depth: Int) -> RichText.Block {
        switch pick(depth > 4 ? 3 : 8) {
        case 0: return .rule
        case 1: return .code(word(), language: pick(2) == 0 ? nil : word())
        case 2, 3: return .paragraph(inlines(depth: depth))
        case 4: return .heading(level: pick(7), inlines(depth: depth))
        case 5: return .quote(blocks(depth: depth + 1))
        case 6:
            var entries: [[RichText.Block]] = []
            for _ in 0..<pick(3) { entries.append(blocks(depth: depth + 1)) }
            let ordered = pick(2) == 0
            return .list(ordered: ordered, start: pick(9) - 4, entries)
        default:
            var rows: [[[RichText.Inline]]] = []
            for _ in 0..<pick(3) { rows.append([inlines(depth: depth), inlines(depth: depth)]) }
            return .table(header: pick(2) == 0, rows: rows)
        }
    }

    private mutating func inlines(depth: Int) -> [RichText.Inline] {
        var inlines: [RichText.Inline] = []
        for _ in 0..<pick(4) { inlines.append(inline(depth: depth)) }
        return inlines
    }

    private mutating func inline(depth: Int) -> RichText.Inline {
        let key = SmallWorkspace.key(.message, word())
        switch pick(depth > 6 ? 9 : 15) {
        case 0: return .text(word())
        case 1: return .lineBreak
        case 2: return .code(word())
        case 3: return .mention(PersonKey(key), label: word())
        case 4: return .broadcast(word())
        case 5: return .channelLink(ChannelKey(key), label: word())
        case 6: return .messageLink(MessageKey(key), label: word())
        case 7:
            let image = pick(2) == 0 ? nil : AttachmentKey(key)
            return .emoji(Emoji(name: word(), characters: pick(2) == 0 ? nil : "🎉", image: image))
        case 8: return .image(AttachmentKey(key), alt: word())
        case 9: return .strong(inlines(depth: depth + 1))
        case 10: return .emphasis(inlines(depth: depth + 1))
        case 11: return .underline(inlines(depth: depth + 1))
        case 12: return .strike(inlines(depth: depth + 1))
        case 13: return .link(url: word(), inlines(depth: depth + 1))
        default: return .colour(word(), inlines(depth: depth + 1))
        }
    }
}

private func encoded(_ text: RichText) -> String {
    var writer = JSONWriter()
    RichTextCodec.encode(text, to: &writer)
    return String(decoding: writer.bytes, as: UTF8.self)
}
