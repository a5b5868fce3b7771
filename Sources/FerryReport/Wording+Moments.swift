// SPDX-License-Identifier: Apache-2.0
import FerryModel

extension Wording {
    /// A moment in UTC as people of the language write it, in one piece: `18 November 2026, 11:06 UTC`.
    func moment(_ time: Timestamp) -> String {
        let parts = time.utcText.split { "- :".contains($0) }
        guard parts.count == 6, let month = Int(parts[1]), let day = Int(parts[2]),
            (1...12).contains(month)
        else { return time.utcText }
        let name = Self.months(language)[month - 1]
        let text =
            switch language {
            case .english: "\(day) \(name) \(parts[0]), \(parts[3]):\(parts[4]) UTC"
            case .german: "\(day). \(name) \(parts[0]), \(parts[3]):\(parts[4]) Uhr UTC"
            case .french: "\(day == 1 ? "1er" : "\(day)") \(name) \(parts[0]) à \(parts[3]) h \(parts[4]) UTC"
            }
        return text.split(separator: " ").joined(separator: "\u{A0}")
    }

    private static func months(_ language: ReportLanguage) -> [String] {
        switch language {
        case .english:
            [
                "January", "February", "March", "April", "May", "June", "July", "August", "September",
                "October", "November", "December",
            ]
        case .german:
            [
                "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September",
                "Oktober", "November", "Dezember",
            ]
        case .french:
            [
                "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
                "octobre", "novembre", "décembre",
            ]
        }
    }
}
