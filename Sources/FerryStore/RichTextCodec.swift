// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import Glibc

/// Rich text in the store: compact JSON arrays, each with a short word for what it is, readable with `sqlite3`; or the
/// text itself where that is all there is.
enum RichTextCodec {
    /// The text of a single paragraph without any meaning, as most messages are; `nil` for everything else, and for
    /// what would look like the other form.
    static func plainText(_ text: RichText) -> String? {
        guard text.blocks.count == 1, case .paragraph(let inlines) = text.blocks[0], inlines.count == 1,
            case .text(let plain) = inlines[0], let first = plain.utf8.first, first != UInt8(ascii: "[")
        else { return nil }
        let hasNUL = plain.utf8.withContiguousStorageIfAvailable { bytes in
            bytes.baseAddress.map { memchr($0, 0, bytes.count) != nil } ?? false
        }
        return hasNUL ?? plain.utf8.contains(0) ? nil : plain
    }

    static func encode(_ text: RichText, to writer: inout JSONWriter) {
        writer.array { for block in text.blocks { write(block, to: &$0) } }
    }

    static func decode(_ text: String) throws -> RichText {
        guard text.utf8.first == UInt8(ascii: "[") else { return RichText([.paragraph([.text(text)])]) }
        let document = try JSONDocument(parsing: Array(text.utf8))
        return RichText(document.root.elements.compactMap { block($0) })
    }

    // MARK: Writing

    /// Deeper parts are left out, as they are from events; readers of JSON go no deeper than some hundred levels.
    private static let depthLimit = 100

    private static func write(_ block: RichText.Block, to writer: inout JSONWriter, depth: Int = 0) {
        guard depth < depthLimit else { return }
        writer.array { writer in
            switch block {
            case .paragraph(let inlines): write("p", inlines, to: &writer, depth: depth)
            case .heading(let level, let inlines):
                writer.string("h")
                writer.int(Int64(level))
                for inline in inlines { write(inline, to: &writer, depth: depth + 1) }
            case .quote(let blocks):
                writer.string("q")
                for block in blocks { write(block, to: &writer, depth: depth + 1) }
            case .folded(let title, let blocks):
                writer.strings("fold", title)
                for block in blocks { write(block, to: &writer, depth: depth + 1) }
            case .list(let ordered, let start, let entries):
                writer.string(ordered ? "ol" : "ul")
                writer.int(Int64(start))
                for entry in entries {
                    writer.array { for block in entry { write(block, to: &$0, depth: depth + 1) } }
                }
            case .code(let code, let language):
                writer.string("pre")
                writer.string(code)
                if let language { writer.string(language) }
            case .table(let header, let rows):
                writer.string("t")
                writer.bool(header)
                for row in rows {
                    writer.array { writer in
                        for cell in row {
                            writer.array { for inline in cell { write(inline, to: &$0, depth: depth + 1) } }
                        }
                    }
                }
            case .rule: writer.string("hr")
            }
        }
    }

    private static func write(
        _ word: String, _ inlines: [RichText.Inline], to writer: inout JSONWriter, depth: Int
    ) {
        writer.string(word)
        for inline in inlines { write(inline, to: &writer, depth: depth + 1) }
    }

    private static func write(_ inline: RichText.Inline, to writer: inout JSONWriter, depth: Int) {
        guard depth < depthLimit else { return }
        if case .text(let text) = inline { return writer.string(text) }
        writer.array { writer in
            switch inline {
            case .text: break
            case .lineBreak: writer.string("br")
            case .strong(let inner): write("b", inner, to: &writer, depth: depth)
            case .emphasis(let inner): write("i", inner, to: &writer, depth: depth)
            case .underline(let inner): write("u", inner, to: &writer, depth: depth)
            case .strike(let inner): write("s", inner, to: &writer, depth: depth)
            case .code(let code): writer.strings("c", code)
            case .link(let url, let inner):
                writer.strings("a", url)
                for inline in inner { write(inline, to: &writer, depth: depth + 1) }
            case .colour(let colour, let inner):
                writer.strings("fg", colour)
                for inline in inner { write(inline, to: &writer, depth: depth + 1) }
            case .mention(let person, let label): writer.strings("@", person.key.text, label)
            case .broadcast(let word): writer.strings("@@", word)
            case .channelLink(let channel, let label): writer.strings("#", channel.key.text, label)
            case .messageLink(let message, let label): writer.strings("m", message.key.text, label)
            case .emoji(let emoji):
                writer.strings("e", emoji.name, emoji.characters ?? "")
                if let image = emoji.image { writer.string(image.key.text) }
            case .image(let attachment, let alt): writer.strings("img", attachment.key.text, alt)
            }
        }
    }

    // MARK: Reading

    private static func block(_ element: JSONElement) -> RichText.Block? {
        let parts = Array(element.elements)
        guard let word = parts.first?.string else { return nil }
        let rest = parts.dropFirst()
        switch word {
        case "p": return .paragraph(inlines(rest))
        case "h": return .heading(level: Int(rest.first?.int64 ?? 1), inlines(rest.dropFirst()))
        case "q": return .quote(rest.compactMap { block($0) })
        case "fold":
            return .folded(title: rest.first?.string ?? "", rest.dropFirst().compactMap { block($0) })
        case "ol", "ul":
            let entries = rest.dropFirst().map { $0.elements.compactMap { block($0) } }
            return .list(ordered: word == "ol", start: Int(rest.first?.int64 ?? 1), entries)
        case "pre": return .code(rest.first?.string ?? "", language: rest.dropFirst().first?.string)
        case "t":
            let rows = rest.dropFirst().map { $0.elements.map { inlines(Array($0.elements)[...]) } }
            return .table(header: rest.first?.bool ?? false, rows: rows)
        case "hr": return .rule
        default: return nil
        }
    }

    private static func inlines(_ elements: ArraySlice<JSONElement>) -> [RichText.Inline] {
        elements.compactMap { inline($0) }
    }

    private static func inline(_ element: JSONElement) -> RichText.Inline? {
        if let text = element.string { return .text(text) }
        let parts = Array(element.elements)
        guard let word = parts.first?.string else { return nil }
        let first = parts.count > 1 ? parts[1].string ?? "" : ""
        let second = parts.count > 2 ? parts[2].string ?? "" : ""
        switch word {
        case "br": return .lineBreak
        case "b": return .strong(inlines(parts.dropFirst()))
        case "i": return .emphasis(inlines(parts.dropFirst()))
        case "u": return .underline(inlines(parts.dropFirst()))
        case "s": return .strike(inlines(parts.dropFirst()))
        case "c": return .code(first)
        case "a": return .link(url: first, inlines(parts.dropFirst(2)))
        case "fg": return .colour(first, inlines(parts.dropFirst(2)))
        case "@": return SourceKey(text: first).map { .mention(PersonKey($0), label: second) }
        case "@@": return .broadcast(first)
        case "#": return SourceKey(text: first).map { .channelLink(ChannelKey($0), label: second) }
        case "m": return SourceKey(text: first).map { .messageLink(MessageKey($0), label: second) }
        case "e":
            let image = parts.count > 3 ? parts[3].string.flatMap { SourceKey(text: $0) } : nil
            return .emoji(
                Emoji(
                    name: first, characters: second.isEmpty ? nil : second,
                    image: image.map { AttachmentKey($0) }))
        case "img": return SourceKey(text: first).map { .image(AttachmentKey($0), alt: second) }
        default: return nil
        }
    }
}

extension JSONWriter {
    /// Writes an array around what `body` writes.
    fileprivate mutating func array(_ body: (inout JSONWriter) -> Void) {
        beginArray()
        body(&self)
        endArray()
    }

    fileprivate mutating func strings(_ texts: String...) {
        for text in texts { string(text) }
    }
}
