// SPDX-License-Identifier: Apache-2.0
internal import FerryJSON
internal import FerryModel

/// Values as exports really hold them: numbers written as texts, empty texts for nothing.
extension JSONElement {
    /// The text of a member, `nil` when it is missing, empty or not a text.
    func text(_ key: String) -> String? {
        guard let text = self[key]?.string, !text.isEmpty else { return nil }
        return text
    }

    /// The whole number of a member, also when written as a text.
    func number(_ key: String) -> Int64? {
        guard let element = self[key] else { return nil }
        return element.int64 ?? element.string.flatMap { Int64($0) }
    }

    /// Whether a member is `true`.
    func isTrue(_ key: String) -> Bool { self[key]?.bool == true }

    /// The texts of an array member, others left out.
    func texts(_ key: String) -> [String] {
        self[key]?.elements.compactMap(\.string).filter { !$0.isEmpty } ?? []
    }

    /// The elements of an array member that are objects.
    func objects(_ key: String) -> [JSONElement] {
        self[key]?.elements.filter { $0.kind == .object } ?? []
    }

    /// A moment in seconds; `nil` for the placeholders before Slack existed.
    func moment(_ key: String) -> Timestamp? {
        // 2013-01-01; some entries hold 0 or 1.
        guard let seconds = number(key), seconds >= 1_356_998_400, seconds < 1 << 40 else { return nil }
        return Timestamp(seconds: seconds)
    }
}
