// SPDX-License-Identifier: Apache-2.0
public import FerryJSON

/// Values as exports hold them: empty texts for nothing, and of the wrong type means not there.
extension JSONElement {
    /// The text of a member, `nil` when it is missing, empty or not a text.
    public func text(_ key: String) -> String? {
        guard let text = self[key]?.string, !text.isEmpty else { return nil }
        return text
    }

    /// The objects of an array member.
    public func objects(_ key: String) -> [JSONElement] {
        self[key]?.elements.filter { $0.kind == .object } ?? []
    }

    /// The whole number of a member, also when written as a text.
    public func number(_ key: String) -> Int64? {
        guard let element = self[key] else { return nil }
        return element.int64 ?? element.string.flatMap { Int64($0) }
    }
}
