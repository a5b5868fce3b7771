// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel

/// Writes rich text in the HTML subset of `m.room.message` (client-server API, "m.room.message msgtypes").
///
/// Every character of a source goes through `escaped`; tags come from this file alone.
struct HTMLRenderer {
    /// The nesting clients are asked to accept; deeper parts are left out.
    static let depthLimit = 80

    let context: RenderContext
    private var pieces: [JSONValue] = []
    private var text = ""

    init(context: RenderContext) { self.context = context }

    /// A JSON string, or a template when media or rooms are named.
    var json: JSONValue {
        let clean = CleanText.body(text)
        guard !pieces.isEmpty else { return .string(clean) }
        return ["$text": .array(clean.isEmpty ? pieces : pieces + [.string(clean)])]
    }

    mutating func write(_ blocks: [RichText.Block]) {
        if blocks.count == 1, case .paragraph(let inlines) = blocks[0] {
            write(inlines, depth: 0)
        } else {
            for block in blocks { write(block, depth: 0) }
        }
    }

    private mutating func write(_ block: RichText.Block, depth: Int) {
        guard depth < Self.depthLimit else { return }
        switch block {
        case .paragraph(let inlines): wrap("p", inlines, depth)
        case .heading(let level, let inlines): wrap("h\(min(max(level, 1), 6))", inlines, depth)
        case .quote(let blocks):
            text += "<blockquote>"
            for block in blocks { write(block, depth: depth + 1) }
            text += "</blockquote>"
        case .folded(let title, let blocks):
            text += "<details><summary>" + Self.escaped(title) + "</summary>"
            for block in blocks { write(block, depth: depth + 1) }
            text += "</details>"
        case .list(let ordered, let start, let entries):
            writeList(ordered: ordered, start: start, entries, depth: depth)
        case .code(let code, let language):
            text += "<pre><code"
            if let language, !language.isEmpty { text += " class=\"language-\(Self.escaped(language))\"" }
            text += ">" + Self.escaped(code) + "</code></pre>"
        case .table(let header, let rows): writeTable(header: header, rows: rows, depth: depth)
        case .rule: text += "<hr>"
        }
    }

    private mutating func writeList(ordered: Bool, start: Int, _ entries: [[RichText.Block]], depth: Int) {
        text += ordered ? (start == 1 ? "<ol>" : "<ol start=\"\(start)\">") : "<ul>"
        for entry in entries {
            text += "<li>"
            for (index, block) in entry.enumerated() {
                if index == 0, case .paragraph(let inlines) = block {
                    write(inlines, depth: depth + 1)
                } else {
                    write(block, depth: depth + 1)
                }
            }
            text += "</li>"
        }
        text += ordered ? "</ol>" : "</ul>"
    }

    private mutating func writeTable(header: Bool, rows: [[[RichText.Inline]]], depth: Int) {
        text += "<table>"
        for (index, row) in rows.enumerated() {
            text += "<tr>"
            for cell in row { wrap(header && index == 0 ? "th" : "td", cell, depth + 1) }
            text += "</tr>"
        }
        text += "</table>"
    }

    private mutating func wrap(_ tag: String, _ inlines: [RichText.Inline], _ depth: Int) {
        text += "<\(tag)>"
        write(inlines, depth: depth + 1)
        text += "</\(tag)>"
    }

    private mutating func write(_ inlines: [RichText.Inline], depth: Int) {
        guard depth < Self.depthLimit else { return }
        for inline in inlines { write(inline, depth: depth) }
    }

    private mutating func write(_ inline: RichText.Inline, depth: Int) {
        switch inline {
        case .text(let value): text += Self.escaped(value)
        case .lineBreak: text += "<br>"
        case .strong(let inner): wrap("strong", inner, depth)
        case .emphasis(let inner): wrap("em", inner, depth)
        case .underline(let inner): wrap("u", inner, depth)
        case .strike(let inner): wrap("del", inner, depth)
        case .code(let code): text += "<code>" + Self.escaped(code) + "</code>"
        case .link(let url, let inner): writeLink(url, inner, depth)
        case .colour(let colour, let inner): writeColour(colour, inner, depth)
        case .mention(let person, let label): writeMention(person, label)
        case .broadcast(let word): text += "@" + Self.escaped(word)
        case .channelLink(let channel, let label): writeChannelLink(channel, label)
        case .messageLink(_, let label): text += Self.escaped(label)
        case .emoji(let emoji): writeEmoji(emoji)
        case .image(let attachment, let alt): writeImage(attachment, alt: alt, extra: "")
        }
    }

    private mutating func writeLink(_ url: String, _ inner: [RichText.Inline], _ depth: Int) {
        let label = inner.isEmpty ? [.text(url)] : inner
        guard Self.isSafe(url) else { return write(label, depth: depth + 1) }
        text += "<a href=\"\(Self.escaped(url))\">"
        write(label, depth: depth + 1)
        text += "</a>"
    }

    private mutating func writeColour(_ colour: String, _ inner: [RichText.Inline], _ depth: Int) {
        let digits = colour.utf8.dropFirst()
        let isHex =
            colour.hasPrefix("#") && digits.count == 6
            && digits.allSatisfy { Character(.init($0)).isHexDigit }
        guard isHex else { return write(inner, depth: depth + 1) }
        text += "<span data-mx-color=\"\(colour)\">"
        write(inner, depth: depth + 1)
        text += "</span>"
    }

    private mutating func writeMention(_ person: PersonKey, _ label: String) {
        guard let addressee = context.person(person) else {
            text += Self.escaped(label)
            return
        }
        let link = "https://matrix.to/#/" + Self.urlEncoded(addressee.user.text)
        text += "<a href=\"\(link)\">\(Self.escaped(addressee.name))</a>"
    }

    private mutating func writeChannelLink(_ channel: ChannelKey, _ label: String) {
        guard let key = context.room(channel) else {
            text += Self.escaped(label)
            return
        }
        text += "<a href=\"https://matrix.to/#/"
        add(.room(key))
        text += "?via=\(Self.escaped(context.server))\">\(Self.escaped(label))</a>"
    }

    private mutating func writeEmoji(_ emoji: Emoji) {
        guard let image = emoji.image, emoji.characters == nil else {
            text += Self.escaped(emoji.text)
            return
        }
        writeImage(image, alt: emoji.text, extra: " data-mx-emoticon height=\"32\"")
    }

    private mutating func writeImage(_ attachment: AttachmentKey, alt: String, extra: String) {
        guard let key = context.media(attachment) else {
            text += Self.escaped(alt)
            return
        }
        text += "<img\(extra) src=\""
        add(.media(key))
        text += "\" alt=\"\(Self.escaped(alt))\">"
    }

    private mutating func add(_ hole: Template.Hole) {
        if !text.isEmpty { pieces.append(.string(CleanText.body(text))) }
        text = ""
        pieces.append(Template.json(hole))
    }

    static func isSafe(_ url: String) -> Bool {
        let scheme = url.prefix { $0 != ":" }.lowercased()
        return ["http", "https", "ftp", "mailto", "magnet"].contains(scheme) && scheme.count < url.count
    }

    static func escaped(_ text: String) -> String {
        let special: (UInt8) -> Bool = { $0 == 0x26 || $0 == 0x3C || $0 == 0x3E || $0 == 0x22 }
        guard text.utf8.contains(where: special) else { return text }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + 16)
        for byte in text.utf8 {
            switch byte {
            case 0x26: bytes += "&amp;".utf8
            case 0x3C: bytes += "&lt;".utf8
            case 0x3E: bytes += "&gt;".utf8
            case 0x22: bytes += "&quot;".utf8
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    // matrix.to takes the sigil and the colon as they are; anything else that is not plain is encoded.
    static func urlEncoded(_ identifier: String) -> String {
        identifier.utf8.reduce(into: "") { result, byte in
            let plain = UserID.isAllowed(byte) && byte != UInt8(ascii: "/") && byte != UInt8(ascii: "+")
            if plain || byte == UInt8(ascii: "@") || byte == UInt8(ascii: ":") {
                result.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let hex = String(byte, radix: 16, uppercase: true)
                result += "%" + (hex.count == 1 ? "0" + hex : hex)
            }
        }
    }
}
