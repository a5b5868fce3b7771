// SPDX-License-Identifier: Apache-2.0
internal import FerryImport
internal import FerryJSON
internal import FerryModel

/// Values of Webex's JSON; of the wrong type means not there.
extension JSONElement {
    /// The member, if it is an object.
    func object(_ key: String) -> JSONElement? {
        guard let element = self[key], element.kind == .object else { return nil }
        return element
    }

    /// The texts of an array member; also where they stand in one text with commas, as in Webex's own examples.
    func texts(_ key: String) -> [String] {
        guard let element = self[key] else { return [] }
        let texts = element.string.map { [$0] } ?? element.elements.compactMap(\.string)
        let comma = UInt8(ascii: ",")
        guard texts.contains(where: { $0.utf8.contains(comma) }) else { return texts }
        return texts.flatMap { $0.split(separator: ",").map(String.init) }
    }

    /// Whether a member is `true`.
    func isTrue(_ key: String) -> Bool { self[key]?.bool == true }

    /// An id in whatever form.
    func id(_ key: String) -> WebexId? { WebexId(self[key]) }

    /// A moment.
    func moment(_ key: String) -> Timestamp? { WebexTime.read(text(key)) }
}
