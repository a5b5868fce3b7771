// SPDX-License-Identifier: Apache-2.0
internal import CLibXML2

/// A piece of HTML, as messages hold it, read into a small tree. Any text is accepted.
public struct HTMLFragment: Sendable {
    /// What stands at the top.
    public let nodes: [HTMLNode]
    /// Whether the limits made it less than it was.
    public let isCut: Bool

    /// Reads a fragment. Scripts, styles and comments are left out, nothing is ever fetched.
    public init(_ html: String, limits: HTMLLimits = .init()) {
        var bytes = Array(html.utf8)
        let isTooLong = bytes.count > limits.bytes
        if isTooLong { bytes.removeSubrange(limits.bytes...) }
        guard bytes.contains(UInt8(ascii: "<")) || bytes.contains(UInt8(ascii: "&")) else {
            nodes = bytes.isEmpty ? [] : [.text(String(decoding: bytes, as: UTF8.self))]
            isCut = isTooLong
            return
        }
        // The parser looks at every open element for each end tag and at every attribute for each further one of a tag,
        // so their numbers bound the time.
        let isTooMuch =
            HTMLNesting.isDeeper(bytes, than: limits.open)
            || HTMLAttributes.areMore(in: bytes, than: limits.attributes)
        if isTooMuch { bytes = HTMLNesting.withoutTags(bytes) }
        let builder = HTMLTreeBuilder(limits: limits)
        // Outside a body the parser takes each text for a paragraph of its own.
        Self.parse(Array("<body>".utf8) + bytes, into: builder)
        nodes = builder.finish().flatMap { node in
            if case .element(let element) = node, element.name == "body" { element.children } else { [node] }
        }
        isCut = isTooLong || isTooMuch || builder.isCut
    }

    private static let isReady: Bool = {
        clibxml2_silence()
        xmlInitParser()
        return true
    }()

    private static func parse(_ bytes: [UInt8], into builder: HTMLTreeBuilder) {
        guard isReady else { return }
        bytes.withUnsafeBytes { buffer in
            guard let start = buffer.baseAddress?.assumingMemoryBound(to: CChar.self),
                let parser = htmlCreateMemoryParserCtxt(start, Int32(clamping: buffer.count))
            else { return }
            defer { htmlFreeParserCtxt(parser) }
            let options =
                HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
                | HTML_PARSE_NONET.rawValue | HTML_PARSE_NOIMPLIED.rawValue | HTML_PARSE_NODEFDTD.rawValue
                | HTML_PARSE_IGNORE_ENC.rawValue
            htmlCtxtUseOptions(parser, Int32(bitPattern: options))
            // Nothing in a fragment of text may say how its own bytes are to be read.
            xmlSwitchEncoding(parser, XML_CHAR_ENCODING_UTF8)
            builder.attach(to: parser)
            withExtendedLifetime(builder) { _ = htmlParseDocument(parser) }
        }
    }
}
