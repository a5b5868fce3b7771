// SPDX-License-Identifier: Apache-2.0

/// A text with words in braces, such as `bot-{name}`, read once.
struct WordTemplate<Word: RawRepresentable & Hashable & Sendable>: Hashable, Sendable
where Word.RawValue == String {
    enum Part: Hashable, Sendable {
        case text(String)
        case word(Word)
    }

    /// Why a text is no template.
    enum Mistake: Error {
        case openBrace
        case unknownWord(String)

        /// For a message: the template cannot be used, and then this.
        var reason: String {
            switch self {
            case .openBrace: "a } is missing"
            case .unknownWord(let name): "there is no {\(name)}"
            }
        }
    }

    let parts: [Part]

    init(parts: [Part]) { self.parts = parts }

    init(_ text: some StringProtocol) throws(Mistake) {
        var parts: [Part] = []
        var rest = Substring(text)
        while let open = rest.firstIndex(of: "{") {
            if open > rest.startIndex { parts.append(.text(String(rest[..<open]))) }
            guard let close = rest[open...].firstIndex(of: "}") else { throw .openBrace }
            let name = String(rest[rest.index(after: open)..<close])
            guard let word = Word(rawValue: name) else { throw .unknownWord(name) }
            parts.append(.word(word))
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { parts.append(.text(String(rest))) }
        self.parts = parts
    }

    var words: [Word] {
        parts.compactMap { if case .word(let word) = $0 { word } else { nil } }
    }

    /// The text with every word replaced.
    func text(_ value: (Word) -> String) -> String {
        parts.map { part in
            switch part {
            case .text(let text): text
            case .word(let word): value(word)
            }
        }.joined()
    }
}
