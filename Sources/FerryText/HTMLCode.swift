// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// Code in HTML: its text as it stands and its language.
enum HTMLCode {
    /// A block of code; nothing for an empty one.
    static func block(_ element: HTMLElement) -> [RichText.Block] {
        var text = InlineSpace.code(element.text)
        while text.hasSuffix("\n") { text.removeLast() }
        if text.hasPrefix("\n") { text.removeFirst() }
        return text.isEmpty ? [] : [.code(text, language: language(of: element))]
    }

    /// The language that the classes of an element, or of the code inside it, name.
    static func language(of element: HTMLElement) -> String? {
        if let language = named(by: element) { return language }
        for case .element(let child) in element.children where child.name == "code" || child.name == "pre" {
            return named(by: child)
        }
        return nil
    }

    private static func named(by element: HTMLElement) -> String? {
        for word in element.words("class") {
            if let mark = ["language-", "lang-"].first(where: { word.hasPrefix($0) }) {
                return known(word.dropFirst(mark.count))
            }
        }
        // Teams' own element has the bare name.
        guard element.name == "codeblock", let word = element.words("class").first else { return nil }
        return known(word)
    }

    private static func known(_ name: Substring) -> String? {
        let name = name.lowercased()
        let isName = name.utf8.allSatisfy {
            (97...122).contains($0) || (48...57).contains($0) || "+#-_.".utf8.contains($0)
        }
        return !isName || ["", "plaintext", "text", "plain", "auto", "hljs"].contains(name) ? nil : name
    }
}
