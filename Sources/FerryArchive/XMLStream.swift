// SPDX-License-Identifier: Apache-2.0

internal import CLibXML2

/// Reads an XML file piece by piece, whatever its size: bytes go in, events come out.
///
/// Memory is that of the largest tag or text, within the limits. Nothing is fetched, no entity is known but the five of
/// XML and numbers, a DOCTYPE is refused. Nearly well-formed files are repaired, and what was changed is counted.
public final class XMLStream {
    private let limits: XMLLimits
    private let body: (XMLEvent) throws -> Void
    private let decoder = XMLDecoder()
    private var cleaner = XMLCleaner()
    private var parser: xmlParserCtxtPtr?
    private var text: [UInt8] = []
    private var isTextCut = false
    private var depth = 0
    private var failure: (any Error)?
    /// The events of the file's end, which the library also gives out for a tag that is cut.
    private var late: [XMLEvent]?
    /// The library keeps one copy of each name, so its address stands for it.
    private var names: [UnsafePointer<UInt8>: String] = [:]

    /// Makes a reader that hands its events to a closure. What the closure throws ends the reading and comes out of
    /// `feed` or `finish`.
    public init(limits: XMLLimits = .init(), _ body: @escaping (XMLEvent) throws -> Void) {
        self.limits = limits
        self.body = body
    }

    deinit {
        if let parser { xmlFreeParserCtxt(parser) }
    }

    /// How many places of the file had to be changed to be readable: control characters, broken UTF-8, a bare `&`.
    public var repaired: Int { cleaner.repaired + decoder.replaced }

    /// The line the parser has come to, counted from 1.
    public var line: Int { parser?.pointee.input.map { Int($0.pointee.line) } ?? 1 }

    /// Reads the next bytes of the file.
    ///
    /// - Throws: `XMLError` where the file is no XML or over the limits; events before that have been handed out.
    public func feed(_ bytes: UnsafeRawBufferPointer) throws {
        try decoder.feed(bytes) { try cleaner.feed($0) { try parse($0, isLast: false) } }
    }

    /// Ends the file.
    ///
    /// - Throws: `XMLError` where the file ends too early.
    public func finish() throws {
        try decoder.finish { try cleaner.feed($0) { try parse($0, isLast: false) } }
        try cleaner.feed(UnsafeRawBufferPointer(start: nil, count: 0), isLast: true) {
            try parse($0, isLast: false)
        }
        try parse(UnsafeRawBufferPointer(start: nil, count: 0), isLast: true)
    }

    // MARK: The library

    private static let isReady: Bool = {
        clibxml2_silence()
        xmlInitParser()
        return true
    }()

    private func parse(_ bytes: UnsafeRawBufferPointer, isLast: Bool) throws {
        guard let parser = try parser ?? open() else { throw XMLError(.malformed(0), line: line) }
        // The library looks at most 10 MB ahead, so it gets less than that at once.
        var start = 0
        repeat {
            let end = min(start + (256 << 10), bytes.count)
            let piece = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
            let isEnd = isLast && end == bytes.count
            if isEnd { late = [] }
            xmlParseChunk(
                parser, piece.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(piece.count),
                isEnd ? 1 : 0)
            start = end
            if let failure { throw failure }
            // Prefixes that nobody declared are errors too, but the file is readable.
            let isWhole = parser.pointee.wellFormed != 0
            for event in late ?? [] {
                if case .start = event, !isWhole { break }
                try body(event)
            }
            guard isWhole else { throw error(parser, isLast) }
        } while start < bytes.count
    }

    private func open() throws -> xmlParserCtxtPtr? {
        guard Self.isReady else { return nil }
        var handlers = Self.handlers
        let me = Unmanaged.passUnretained(self).toOpaque()
        parser = xmlCreatePushParserCtxt(&handlers, me, nil, 0, nil)
        guard let parser else { return nil }
        // NOENT makes `&amp;` in attributes an ampersand; without a DOCTYPE there is nothing else to replace.
        let options =
            XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
            | XML_PARSE_NOENT.rawValue | XML_PARSE_IGNORE_ENC.rawValue
        xmlCtxtUseOptions(parser, Int32(bitPattern: options))
        xmlSwitchEncoding(parser, XML_CHAR_ENCODING_UTF8)
        xmlDictSetLimit(parser.pointee.dict, 10 << 20)
        return parser
    }

    private func error(_ parser: xmlParserCtxtPtr, _ isLast: Bool) -> XMLError {
        let code = Int(parser.pointee.errNo)
        switch xmlParserErrors(UInt32(clamping: code)) {
        case XML_ERR_DOCUMENT_EMPTY where isLast: return XMLError(.truncated, line: line)
        case XML_ERR_NAME_TOO_LONG: return XMLError(.tooLarge, line: line)
        case XML_ERR_INTERNAL_ERROR where !isLast: return XMLError(.tooLarge, line: line)
        default: return XMLError(isLast ? .truncated : .malformed(code), line: line)
        }
    }

    private func stop(_ error: any Error) {
        if failure == nil { failure = error }
        if let parser { xmlStopParser(parser) }
    }
}

// MARK: Events

extension XMLStream {
    private static func stream(_ context: UnsafeMutableRawPointer?) -> XMLStream? {
        context.map { Unmanaged<XMLStream>.fromOpaque($0).takeUnretainedValue() }
    }

    private static var handlers: xmlSAXHandler {
        var handlers = xmlSAXHandler()
        handlers.initialized = UInt32(XML_SAX2_MAGIC)
        handlers.startElementNs = { context, name, _, _, _, _, count, _, attributes in
            XMLStream.stream(context)?.start(name, Int(count), attributes)
        }
        handlers.endElementNs = { context, name, _, _ in XMLStream.stream(context)?.end(name) }
        handlers.characters = { context, bytes, count in XMLStream.stream(context)?.append(bytes, Int(count))
        }
        handlers.ignorableWhitespace = { context, bytes, count in
            XMLStream.stream(context)?.append(bytes, Int(count))
        }
        handlers.cdataBlock = { context, bytes, count in XMLStream.stream(context)?.append(bytes, Int(count))
        }
        handlers.internalSubset = { context, _, _, _ in
            XMLStream.stream(context).map { $0.stop(XMLError(.doctype, line: $0.line)) }
        }
        return handlers
    }

    private func append(_ bytes: UnsafePointer<UInt8>?, _ count: Int) {
        let kept = min(count, limits.textBytes - text.count)
        if kept < count { isTextCut = true }
        text.append(contentsOf: UnsafeBufferPointer(start: bytes, count: kept))
    }

    private func start(
        _ name: UnsafePointer<UInt8>?, _ count: Int,
        _ attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
    ) {
        guard failure == nil else { return }
        do {
            try flush()
            depth += 1
            guard depth <= limits.depth else { throw XMLError(.tooDeep, line: line) }
            guard count <= limits.attributes else { throw XMLError(.tooLarge, line: line) }
            var values: [String: String] = [:]
            for index in 0..<count {
                // Local name, prefix, namespace, start and end of the value.
                guard let attributes, let start = attributes[index * 5 + 3],
                    let end = attributes[index * 5 + 4]
                else { continue }
                let value = UnsafeBufferPointer(start: start, count: end - start)
                guard value.count <= limits.attributeBytes else { throw XMLError(.tooLarge, line: line) }
                values[try self.name(attributes[index * 5])] = String(decoding: value, as: UTF8.self)
            }
            try emit(.start(name: try self.name(name), attributes: values, line: line))
        } catch {
            stop(error)
        }
    }

    private func end(_ name: UnsafePointer<UInt8>?) {
        guard failure == nil else { return }
        do {
            try flush()
            depth -= 1
            try emit(.end(name: try self.name(name)))
        } catch {
            stop(error)
        }
    }

    private func flush() throws {
        defer {
            text.removeAll(keepingCapacity: text.capacity <= 1 << 20)
            isTextCut = false
        }
        guard text.contains(where: { $0 != 0x20 && !(0x09...0x0D).contains($0) }) else { return }
        if isTextCut { cutAtCharacter() }
        try emit(.text(String(decoding: text, as: UTF8.self), isCut: isTextCut))
    }

    private func emit(_ event: XMLEvent) throws {
        if late == nil { try body(event) } else { late?.append(event) }
    }

    /// Leaves out what is left of a character at the end.
    private func cutAtCharacter() {
        guard let lead = text.lastIndex(where: { $0 & 0xC0 != 0x80 }) else { return }
        let length = text[lead] < 0x80 ? 1 : text[lead] < 0xE0 ? 2 : text[lead] < 0xF0 ? 3 : 4
        if text.count - lead < length { text.removeSubrange(lead...) }
    }

    private func name(_ bytes: UnsafePointer<UInt8>?) throws -> String {
        guard let bytes else { return "" }
        if let known = names[bytes] { return known }
        let name = String(cString: bytes)
        guard name.utf8.count <= limits.nameBytes, names.count < limits.names else {
            throw XMLError(.tooLarge, line: line)
        }
        names[bytes] = name
        return name
    }
}
