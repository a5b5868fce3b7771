// SPDX-License-Identifier: Apache-2.0
internal import FerryJSON

/// How a file of JSON is written, as its first bytes show.
struct WebexForm {
    /// How many bytes the form is found out from.
    static let sampleSize = 64 << 10

    private static let arrayKeys: Set<String> = ["items", "messages", "conversations"]

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
            let object = JSONObjectHead(sample[start...], arrayUnder: Self.arrayKeys.contains)
            // An object with an id of its own is an element.
            let arrayKey = object.members?["id"] == nil ? object.arrayKey : nil
            path = arrayKey.map { .array(underKey: $0) } ?? .lines
            head = arrayKey == nil ? nil : object.members
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
