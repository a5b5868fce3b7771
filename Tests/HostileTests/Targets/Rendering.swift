// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import MatrixEvents

/// What must hold of every text on its way out, whoever wrote it.
enum Rendering {
    private static var context: RenderContext {
        RenderContext(
            server: "example.org",
            person: { key in
                UserID("@a:example.org").map { RenderContext.Addressee(user: $0, name: key.key.id) }
            },
            room: { _ in nil }, media: { _ in nil })
    }

    // Client-server API, "m.room.message msgtypes", and nothing else.
    private static let tags: Set<String> = [
        "p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "details", "summary", "ol", "ul", "li", "pre",
        "code",
        "hr", "table", "tr", "th", "td", "br", "strong", "em", "u", "del", "a", "span",
    ]
    private static let attributes: Set<String> = ["href", "class", "start", "data-mx-color"]
    private static let schemes = ["https:", "http:", "ftp:", "mailto:", "magnet:"]

    /// The body can be sent; the HTML has the tags, attributes and links of the Matrix subset, and is balanced.
    static func check(_ text: RichText) throws {
        let rendered = RenderedText(text, in: context)
        try promise(!rendered.body.utf8.contains(0), "NUL in a body")
        guard let html = rendered.formattedBody else { return }
        let bytes = html.canonicalBytes()
        try promise((try? JSONDocument(parsing: bytes)) != nil, "the formatted body is no JSON")
        guard case .string(let words) = html else { throw HostileFinding("an unexpected template") }
        try promise(!words.utf8.contains(0), "NUL in a formatted body")
        try checkHTML(words)
    }

    static func checkHTML(_ html: String) throws {
        var open: [Substring] = []
        var rest = Array(html.utf8)[...]
        while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
            guard let end = rest[start...].firstIndex(of: UInt8(ascii: ">")) else {
                throw HostileFinding("a raw < in the HTML")
            }
            let tag = String(decoding: rest[(start + 1)..<end], as: UTF8.self)
            rest = rest[(end + 1)...]
            let name = tag.drop { $0 == "/" }.prefix { $0 != " " }
            try promise(tags.contains(String(name)), "a tag out of the subset")
            if tag.hasPrefix("/") {
                try promise(open.popLast() == name, "the tags do not balance")
            } else {
                try checkAttributes(tag.dropFirst(name.count))
                if name != "br", name != "hr" { open.append(name) }
            }
        }
        try promise(open.isEmpty, "the tags do not balance")
    }

    private static func checkAttributes(_ text: Substring) throws {
        var rest = text
        while !rest.isEmpty {
            try promise(rest.first == " ", "something between attributes")
            rest.removeFirst()
            let name = rest.prefix { $0 != "=" }
            try promise(attributes.contains(String(name)), "an attribute out of the subset")
            rest = rest.dropFirst(name.count + 1)
            try promise(rest.first == "\"", "a value without quotes")
            rest.removeFirst()
            guard let end = rest.firstIndex(of: "\"") else { throw HostileFinding("a value without an end") }
            let value = rest[..<end].lowercased()
            if name == "href" { try promise(schemes.contains { value.hasPrefix($0) }, "an unsafe link") }
            rest = rest[rest.index(after: end)...]
        }
    }
}
