// SPDX-License-Identifier: Apache-2.0
internal import FerryImport
internal import FerryJSON
internal import FerryModel

/// Values as exports really hold them: what only Slack's need.
extension JSONElement {
    /// Whether a member is `true`.
    func isTrue(_ key: String) -> Bool { self[key]?.bool == true }

    /// The texts of an array member, others left out.
    func texts(_ key: String) -> [String] {
        self[key]?.elements.compactMap(\.string).filter { !$0.isEmpty } ?? []
    }

    /// A moment in seconds; `nil` for the placeholders before Slack existed.
    func moment(_ key: String) -> Timestamp? {
        // 2013-01-01; some entries hold 0 or 1.
        guard let seconds = number(key), seconds >= 1_356_998_400, seconds < 1 << 40 else { return nil }
        return Timestamp(seconds: seconds)
    }
}
