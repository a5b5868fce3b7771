// SPDX-License-Identifier: Apache-2.0

/// Fills the templates of a language.
///
/// `{name}` stands for a value; `{name:one|other}` for the first form when the language says so of
/// the number, and for the second otherwise. Numbers are written as the language writes them.
struct Wording: Sendable {
    /// A value for a template.
    enum Value: Sendable, ExpressibleByIntegerLiteral, ExpressibleByStringLiteral {
        case number(Int)
        case text(String)

        init(integerLiteral value: Int) { self = .number(value) }
        init(stringLiteral value: String) { self = .text(value) }
    }

    let language: ReportLanguage
    var figures: Figures { Figures(language: language) }

    /// The text of a word with its values filled in; what has no value stays empty.
    func callAsFunction(_ word: ReportWord, _ values: KeyValuePairs<String, Value> = [:]) -> String {
        let template = language.template(word)
        var text = ""
        var rest = template[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            text += rest[..<open]
            text += filled(rest[rest.index(after: open)..<close], values)
            rest = rest[rest.index(after: close)...]
        }
        return text + rest
    }

    /// `a, b and c`.
    func list(_ texts: [String]) -> String {
        guard let last = texts.last, texts.count > 1 else { return texts.first ?? "" }
        return texts.dropLast().joined(separator: ", ") + " " + self(.and) + " " + last
    }

    private func filled(_ field: Substring, _ values: KeyValuePairs<String, Value>) -> String {
        let parts = field.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let value = values.first { $0.key == parts[0] }?.value
        guard parts.count == 2 else {
            switch value {
            case .number(let number): return figures.count(number)
            case .text(let text): return text
            case nil: return ""
            }
        }
        let forms = parts[1].split(separator: "|", omittingEmptySubsequences: false)
        guard case .number(let number) = value, language.isSingular(number) else {
            return String(forms.last ?? "")
        }
        return String(forms.first ?? "")
    }
}
