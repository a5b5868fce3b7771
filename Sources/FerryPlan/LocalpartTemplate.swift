// SPDX-License-Identifier: Apache-2.0
public import FerryModel
import MatrixEvents

/// How the localpart of a new user is made from what is known of a person.
///
/// A template is text with words in braces: `{localpart}` the part of the main mail address before the `@`, or
/// the handle where there is no address; `{mail_dashed}` the whole address with `-` for `@`; `{handle}`,
/// `{name}` and `{id}` the person's handle, display name and id at the source; `{uid}` the short name in the directory
/// extract, or what `{localpart}` gives.
public struct LocalpartTemplate: Hashable, Sendable {
    /// `{localpart}`.
    public static let standard = LocalpartTemplate(WordTemplate(parts: [.word(.localpart)]))
    /// `bot-{name}`.
    public static let bots = LocalpartTemplate(
        WordTemplate(parts: [.text("bot-"), .word(.name)]))

    enum Word: String, CaseIterable {
        case localpart
        case mailDashed = "mail_dashed"
        case handle
        case name
        case id
        case uid
    }

    private let template: WordTemplate<Word>

    private init(_ template: WordTemplate<Word>) { self.template = template }

    /// Reads a template.
    ///
    /// - Throws: `Failure.configuration` for an unknown word or a brace without its partner.
    public init(_ text: String) throws {
        do {
            template = try WordTemplate(text)
        } catch {
            throw Self.failure(text, error.reason)
        }
        guard !template.words.isEmpty else {
            throw Self.failure(text, "it holds no word in braces, so all people would get the same id")
        }
    }

    /// The localpart for a person: valid by the grammar, never empty, perhaps not unique.
    ///
    /// - Parameter uid: the person's short name in the directory.
    public func localpart(for person: Person, uid: String? = nil) -> String {
        let text = template.text { word in
            if word == .uid, let uid { return uid }
            return Self.value(of: word, person)
        }
        let valid = Self.valid(text)
        return valid.isEmpty ? Self.valid(person.key.key.source.rawValue + "-" + person.key.key.id) : valid
    }

    private static func value(of word: Word, _ person: Person) -> String {
        let address = person.addresses.first { $0.contains("@") }
        switch word {
        case .localpart, .uid:
            if let address { return String(address.prefix { $0 != "@" }) }
            return value(of: .handle, person)
        case .mailDashed:
            return address?.map { $0 == "@" ? "-" : String($0) }.joined() ?? value(of: .handle, person)
        case .handle: return person.handle.isEmpty ? value(of: .name, person) : person.handle
        case .name: return person.displayName.isEmpty ? person.key.key.id : person.displayName
        case .id: return person.key.key.id
        }
    }

    /// Lower case, letters with marks spelled without them, everything else that is not allowed as one `-`.
    static func valid(_ text: String) -> String {
        var result: [UInt8] = []
        for scalar in text.lowercased().unicodeScalars {
            if let byte = UInt8(exactly: scalar.value), UserID.isAllowed(byte), byte != UInt8(ascii: "/") {
                result.append(byte)
            } else if (0x300...0x36F).contains(scalar.value) {
                // A mark of its own: the dots on a vowel are spelled, the others left away.
                if scalar.value == 0x308, let last = result.last, "aou".utf8.contains(last) {
                    result.append(UInt8(ascii: "e"))
                }
            } else if let spelled = Self.spelling[scalar] {
                result += spelled.utf8
            } else if result.last != UInt8(ascii: "-"), !result.isEmpty {
                result.append(UInt8(ascii: "-"))
            }
        }
        while result.last == UInt8(ascii: "-") { result.removeLast() }
        // An id that begins with an underscore is reserved for bridges by convention.
        while result.first == UInt8(ascii: "_") { result.removeFirst() }
        return String(decoding: result.prefix(160), as: UTF8.self)
    }

    private static let spelling: [Unicode.Scalar: String] = {
        var table: [Unicode.Scalar: String] = ["ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d"]
        let plain: [(String, String)] = [
            ("àáâãåāăą", "a"), ("çćč", "c"), ("ďḍ", "d"), ("èéêëēĕėęě", "e"), ("ğģ", "g"), ("ìíîïīį", "i"),
            ("ķ", "k"), ("ĺļľ", "l"), ("ñńņň", "n"), ("òóôõōő", "o"), ("ŕř", "r"), ("śşšș", "s"),
            ("ţťț", "t"),
            ("ùúûūůűų", "u"), ("ýÿ", "y"), ("źżž", "z"), ("ä", "ae"), ("ö", "oe"), ("ü", "ue"),
        ]
        for (letters, spelled) in plain {
            for letter in letters.unicodeScalars { table[letter] = spelled }
        }
        return table
    }()

    private static func failure(_ template: String, _ reason: String) -> Failure {
        Failure(
            .configuration, "the localpart template \(template) cannot be used: \(reason)", at: "ferry.yaml",
            remedy: "use {localpart}, {mail_dashed}, {handle}, {name}, {id} or {uid}, and text around them")
    }
}
