// SPDX-License-Identifier: Apache-2.0
internal import FerryImport
internal import FerryJSON
internal import FerryModel

/// Values of Teams' JSON, whatever the case of its keys; of the wrong type means not there.
extension JSONElement {
    /// The value of a member; `nil` when it is missing or null.
    subscript(_ field: TeamsField) -> JSONElement? {
        let found = member(inAnyCase: field.key, orInside: TeamsField.additionalProperties.key)
        return found.flatMap { $0.isNull ? nil : $0 }
    }

    /// The text of a member, `nil` when it is missing, empty or not a text.
    func text(_ field: TeamsField) -> String? {
        guard let text = self[field]?.string, !text.isEmpty else { return nil }
        return text
    }

    /// An id: a text, or a number that a tool made of one.
    func identifier(_ field: TeamsField) -> String? {
        guard let element = self[field] else { return nil }
        return text(field) ?? element.int64.map(String.init)
    }

    /// The member, if it is an object.
    func object(_ field: TeamsField) -> JSONElement? {
        guard let element = self[field], element.kind == .object else { return nil }
        return element
    }

    /// The objects of an array member; PowerShell writes an array of one as that one.
    func objects(_ field: TeamsField) -> [JSONElement] {
        guard let element = self[field] else { return [] }
        if element.kind == .object { return [element] }
        return element.elements.filter { $0.kind == .object }
    }

    /// The objects of an array member; what is none of these is noted, unless it is what PowerShell leaves of them.
    func objects(_ field: TeamsField, noting mistyped: inout MistypedMembers) -> [JSONElement] {
        guard let element = self[field] else { return [] }
        if element.kind == .object { return [element] }
        if !isCutOff(field) { mistyped.expectObjects(field.key, element) }
        return element.elements.filter { $0.kind == .object }
    }

    /// The texts of an array member; PowerShell writes an array of one as that one.
    func texts(_ field: TeamsField) -> [String] {
        guard let element = self[field] else { return [] }
        if let text = element.string { return text.isEmpty ? [] : [text] }
        return element.elements.compactMap(\.string).filter { !$0.isEmpty }
    }

    /// Whether a member is `true`, or PowerShell's text for it.
    func isTrue(_ field: TeamsField) -> Bool {
        self[field]?.bool == true || self[field]?.string?.lowercased() == "true"
    }

    /// Whether a member is `false`, or PowerShell's text for it.
    func isFalse(_ field: TeamsField) -> Bool {
        self[field]?.bool == false || self[field]?.string?.lowercased() == "false"
    }

    /// A moment.
    func moment(_ field: TeamsField) -> TeamsTime? { self[field]?.string.flatMap { TeamsTime($0) } }

    /// The `@odata.type` without its namespace and in lower case, empty when not stated.
    var type: String {
        (self[.odataType]?.string ?? "").split(separator: ".").last.map { $0.lowercased() } ?? ""
    }

    /// Whether a member that has to be an object or an array of objects is the text PowerShell writes below its
    /// `-Depth`, or has such texts as elements.
    func isCutOff(_ field: TeamsField) -> Bool {
        guard let element = self[field] else { return false }
        if element.kind == .array { return element.elements.contains { $0.isCutOffText } }
        return element.isCutOffText
    }

    private var isCutOffText: Bool { string.map { TeamsCutOff.isOne($0) } ?? false }
}
