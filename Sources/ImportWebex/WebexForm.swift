// SPDX-License-Identifier: Apache-2.0
internal import FerryJSON

/// How a file of JSON is written, as its first bytes show.
struct WebexForm {
    /// How many bytes the form is found out from.
    static let sampleSize = 64 << 10

    /// Where the elements are.
    let path: SplitPath
    /// Bytes before the JSON: `const data = ` in a file that is JavaScript.
    let prefix: Int
    /// The members of the object that stand before its array of elements; an empty object where there are none.
    let head: JSONElement?
    /// What the first element is, `.unknown` where there is none or it is longer than the sample.
    let first: WebexElement
    /// The first element, where it fits into the sample.
    let firstElement: JSONElement?

    /// Looks at the first bytes of a file; `nil` when they begin no JSON array or object.
    init?(_ sample: [UInt8]) {
        guard let start = Self.start(sample) else { return nil }
        prefix = start
        if sample[start] == UInt8(ascii: "[") {
            path = .topLevelArray
            head = nil
        } else {
            let envelope = WebexEnvelope(sample[start...])
            path = envelope.arrayKey.map { .array(underKey: $0) } ?? .lines
            head = envelope.arrayKey == nil ? nil : envelope.head
        }
        firstElement = Self.firstElement(sample[start...], path)
        first = firstElement.map { WebexElement($0) } ?? .unknown
    }

    private static func start(_ sample: [UInt8]) -> Int? {
        let mark = sample.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        guard let first = sample[mark...].firstIndex(where: { ![9, 10, 13, 32].contains($0) }) else {
            return nil
        }
        if sample[first] == UInt8(ascii: "{") || sample[first] == UInt8(ascii: "[") { return first }
        // `const data = {`: a word, a name and an equals sign.
        guard let brace = sample[first...].prefix(200).firstIndex(of: UInt8(ascii: "{")) else { return nil }
        let words = String(decoding: sample[first..<brace], as: UTF8.self).split(
            whereSeparator: \.isWhitespace)
        guard words.count == 3, ["const", "let", "var"].contains(words[0]), words[2] == "=" else {
            return nil
        }
        return brace
    }

    private static func firstElement(_ bytes: ArraySlice<UInt8>, _ path: SplitPath) -> JSONElement? {
        struct Enough: Error {}
        var splitter = JSONSplitter(path: path)
        var found: JSONElement?
        try? splitter.feed(bytes) { element, _ in
            found = try? JSONDocument(parsing: element).root
            throw Enough()
        }
        return found
    }
}

/// The members of an object that stand before its array of elements.
private struct WebexEnvelope {
    /// The key of the array that the elements are in; `nil` when the object is an element itself.
    private(set) var arrayKey: String?
    private(set) var head: JSONElement?

    private static let arrayKeys: Set<String> = ["items", "messages", "conversations"]

    init(_ bytes: ArraySlice<UInt8>) {
        var depth = 0
        var index = bytes.startIndex
        var key: (name: String, start: Int)?
        while index < bytes.endIndex {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: "\""):
                guard let end = Self.end(ofStringAt: index, in: bytes) else { return }
                // A text behind a colon is a value, and the next text is a key again.
                if depth == 1 {
                    key = key == nil ? Self.text(bytes[index...end]).map { ($0, index) } : nil
                }
                index = end
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                if depth == 1, byte == UInt8(ascii: "["), let key, Self.arrayKeys.contains(key.name) {
                    head = Self.head(bytes[bytes.startIndex..<key.start])
                    // An object with an id of its own is an element.
                    if head?["id"] == nil { arrayKey = key.name }
                    return
                }
                depth += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                depth -= 1
                if depth == 0 { return }
            case UInt8(ascii: ",") where depth == 1: key = nil
            default: break
            }
            index += 1
        }
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String? {
        (try? JSONDocument(parsing: bytes))?.root.string
    }

    /// The members in front of the array as an object of their own.
    private static func head(_ bytes: ArraySlice<UInt8>) -> JSONElement? {
        let end = bytes.lastIndex { ![9, 10, 13, 32, UInt8(ascii: ",")].contains($0) } ?? bytes.startIndex
        return (try? JSONDocument(parsing: Array(bytes[...end]) + [UInt8(ascii: "}")]))?.root
    }

    private static func end(ofStringAt start: Int, in bytes: ArraySlice<UInt8>) -> Int? {
        var index = start + 1
        while index < bytes.endIndex {
            if bytes[index] == UInt8(ascii: "\\") {
                index += 2
            } else if bytes[index] == UInt8(ascii: "\"") {
                return index
            } else {
                index += 1
            }
        }
        return nil
    }
}
