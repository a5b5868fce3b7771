// SPDX-License-Identifier: Apache-2.0

/// A language that reports are written in. A further one is a further case and a further table of wording.
public enum ReportLanguage: String, Sendable, CaseIterable {
    case english = "en"
    case german = "de"
    case french = "fr"

    /// What stands between groups of three digits.
    var groupSeparator: String {
        switch self {
        case .english: ","
        case .german: "."
        case .french: "\u{202F}"
        }
    }

    /// What stands before decimals.
    var decimalSeparator: String {
        switch self {
        case .english: "."
        case .german, .french: ","
        }
    }

    /// What stands between a name and what it says.
    var colon: String { self == .french ? "\u{A0}: " : ": " }

    /// What a byte is called in units of size.
    var byteUnit: String { self == .french ? "o" : "B" }

    /// Whether a number of things takes the singular.
    func isSingular(_ number: Int) -> Bool {
        number == 1 || (self == .french && number == 0)
    }

    /// Why things with a code of loss are lost; `nil` in English, where each loss says it itself, and for a code that
    /// nobody has translated.
    func lossReason(_ code: String) -> String? {
        switch self {
        case .english: nil
        case .german: GermanLossReasons.table[code]
        case .french: FrenchLossReasons.table[code]
        }
    }

    /// What a layout of archive, or what it can never hold, is called; `nil` in English and for names of programs.
    func term(_ english: String) -> String? {
        switch self {
        case .english: nil
        case .german: GermanTerms.table[english]
        case .french: FrenchTerms.table[english]
        }
    }

    func template(_ word: ReportWord) -> String {
        switch self {
        case .english: word.english
        case .german: word.german
        case .french: word.french
        }
    }
}
