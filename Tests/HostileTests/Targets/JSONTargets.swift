// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import FerryText

extension HostileTarget {
    /// A text that parses has a canonical form that parses to the same; every value can be visited.
    static let json = HostileTarget("json") { input in
        let limits = JSONLimits(depth: 200, values: 100_000)
        guard let document = try? JSONDocument(parsing: input, limits: limits) else { return }
        try visit(document.root, depth: 0)
        let value = document.root.value
        let bytes = value.canonicalBytes()
        try promise(String(validating: bytes, as: UTF8.self) != nil, "canonical JSON is no UTF-8")
        guard let again = try? JSONDocument(parsing: bytes, limits: JSONLimits(depth: 200)) else {
            throw HostileFinding("canonical JSON does not parse")
        }
        try promise(
            again.root.value.canonicalBytes() == bytes, "the canonical form of canonical JSON is another one")
        var parser = JSONParser(limits: limits)
        _ = try? parser.parse(input.reversed())
        let reused = try? parser.parse(input)
        try promise(reused?.root.value.canonicalBytes() == bytes, "a reused parser reads something else")
    }

    private static func visit(_ element: JSONElement, depth: Int) throws {
        try promise(depth <= 200, "deeper than the limits")
        _ = (element.string, element.int64, element.double, element.bool)
        switch element.kind {
        case .object:
            for (key, member) in element.members {
                _ = element.member(inAnyCase: key)
                try visit(member, depth: depth + 1)
            }
        case .array: for child in element.elements { try visit(child, depth: depth + 1) }
        default: return
        }
    }

    /// A stream splits into the same elements, whatever the chunks; what it hands out of whole JSON is the JSON's.
    static let jsonSplitter = HostileTarget("json-splitter") { input in
        var input = InputBytes(input)
        let choice = input.byte()
        let seed = input.byte()
        let path: SplitPath =
            choice % 3 == 0 ? .topLevelArray : choice % 3 == 1 ? .array(underKey: "messages") : .lines
        let bytes = input.bytes
        let whole = split([bytes[...]], path)
        let pieces = split(InputBytes.pieces(bytes, seed: seed), path)
        try promise(whole.elements == pieces.elements, "the elements depend on the chunks")
        try promise(whole.error == pieces.error, "the error depends on the chunks")
        let small = split([bytes[...]], path, elementBytes: 24)
        let smallPieces = split(InputBytes.pieces(bytes, seed: seed), path, elementBytes: 24)
        try promise(small.elements == smallPieces.elements, "what is passed over depends on the chunks")
        try promise(small.tooLarge == smallPieces.tooLarge, "what is told depends on the chunks")
        if whole.error == nil {
            try promise(small.error == nil, "passing over elements breaks the stream")
            try promise(
                small.elements == whole.elements.filter { $0.bytes.count <= 24 },
                "elements are missing or too many where others are passed over")
            try promise(
                small.tooLarge == whole.elements.filter { $0.bytes.count > 24 }.map(\.offset),
                "not every element that is passed over is told once")
        }
        guard path == .topLevelArray, whole.error == nil,
            let document = try? JSONDocument(parsing: bytes, limits: JSONLimits(depth: 100))
        else { return }
        try promise(document.root.elements.map { $0 }.count == whole.elements.count, "elements got lost")
        for (element, part) in zip(document.root.elements, whole.elements) {
            let parsed = try? JSONDocument(parsing: part.bytes)
            try promise(
                parsed?.root.value.canonicalBytes() == element.value.canonicalBytes(),
                "an element of the stream is another one than in the document")
        }
    }

    private struct Part: Equatable {
        var bytes: [UInt8]
        var offset: Int64
    }

    private static func split(
        _ pieces: [ArraySlice<UInt8>], _ path: SplitPath, elementBytes: Int = 1 << 16
    ) -> (elements: [Part], tooLarge: [Int64], error: JSONError?) {
        var splitter = JSONSplitter(path: path, limits: JSONLimits(depth: 100, elementBytes: elementBytes))
        var parts: [Part] = []
        var tooLarge: [Int64] = []
        do {
            for piece in pieces {
                try splitter.feed(piece, tooLarge: { tooLarge.append($0) }) {
                    parts.append(Part(bytes: Array($0), offset: $1))
                }
            }
            try splitter.finish { parts.append(Part(bytes: Array($0), offset: $1)) }
        } catch { return (parts, tooLarge, error as? JSONError) }
        return (parts, tooLarge, nil)
    }

    /// Whatever is in a block, an attachment or a card, a text comes out that can be sent.
    static let jsonCards = HostileTarget("json-cards") { input in
        var input = InputBytes(input)
        let choice = input.byte()
        guard let root = try? JSONDocument(parsing: input.bytes, limits: JSONLimits(depth: 200)).root else {
            return
        }
        let kinds = ["adaptive", "o365connector", "list", "hero"]
        switch choice % 6 {
        case 0:
            var blocks = SlackBlocks(References.slack)
            try Rendering.check(blocks.read(root))
        case 1:
            var attachments = SlackAttachments(References.slack)
            try Rendering.check(attachments.read(root))
        case let other:
            var cards = TeamsCards()
            let type = "application/vnd.microsoft.card." + kinds[Int(other) - 2]
            try Rendering.check(cards.read(root, contentType: type))
        }
    }
}
