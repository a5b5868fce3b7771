// SPDX-License-Identifier: Apache-2.0
internal import FerryImport
internal import FerryJSON
internal import FerryModel

extension JSONElement {
    /// The text of a member, or a number as text; `nil` when it is missing, empty or anything else.
    func text(_ key: String) -> String? {
        guard let member = self[key] else { return nil }
        if let text = member.string { return text.isEmpty ? nil : text }
        return member.int64.map { "\($0)" }
    }

    /// Whether a member is true, also where a tool wrote it as a text.
    func isTrue(_ key: String) -> Bool {
        guard let member = self[key] else { return false }
        return member.bool == true || member.string?.lowercased() == "true"
    }

    /// An object that is not empty.
    func object(_ key: String) -> JSONElement? {
        guard let member = self[key], member.kind == .object, member.count > 0 else { return nil }
        return member
    }

    /// The texts of an array, empty ones included so that arrays side by side stay so.
    func texts(_ key: String) -> [String] { self[key]?.elements.map { $0.string ?? "" } ?? [] }

    /// Whether a member is an array.
    func isArray(_ key: String) -> Bool { self[key]?.kind == .array }

    /// A moment: milliseconds, microseconds or seconds since 1970 as a number, or ISO 8601 as a text.
    func moment(_ key: String) -> Timestamp? {
        guard let member = self[key] else { return nil }
        if let number = member.int64 ?? member.string.flatMap({ Int64($0) }) {
            return ZoomMoment.since1970(number)
        }
        return member.string.flatMap { ZoomMoment.iso($0) }
    }
}
