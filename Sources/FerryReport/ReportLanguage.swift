// SPDX-License-Identifier: Apache-2.0

/// A language that reports are written in. A further one is a further case and a further table of wording.
public enum ReportLanguage: String, Sendable, CaseIterable {
    case english = "en"
    case german = "de"

    /// What stands between groups of three digits.
    var groupSeparator: String {
        switch self {
        case .english: ","
        case .german: "."
        }
    }

    /// What stands before decimals.
    var decimalSeparator: String {
        switch self {
        case .english: "."
        case .german: ","
        }
    }

    func template(_ word: ReportWord) -> String {
        switch self {
        case .english: word.english
        case .german: word.german
        }
    }
}
