// SPDX-License-Identifier: Apache-2.0
public import FerryJSON

/// The members of an object that are not of the type which the format gives them: what they hold counts as not there,
/// and that is worth a loss. Nothing, in whatever form it is written, is of every type.
public struct MistypedMembers: Sendable {
    /// Their names, in the order in which they were found.
    public private(set) var names: [String] = []

    /// None yet.
    public init() {}

    /// Whether there are none.
    public var isEmpty: Bool { names.isEmpty }

    /// What a loss says of them.
    public var reason: String {
        "members of the message are of another type than the format gives them and are left out: "
            + names.joined(separator: ", ")
    }

    /// Notes a member that is there and is not of this kind.
    public mutating func expect(_ kind: JSONElement.Kind, _ name: String, _ member: JSONElement?) {
        guard let member, member.kind != kind, !member.isNothing else { return }
        note(name)
    }

    /// Notes a member that is there and is no array of objects.
    public mutating func expectObjects(_ name: String, _ member: JSONElement?) {
        guard let member else { return }
        expect(.array, name, member)
        if member.elements.contains(where: { $0.kind != .object && !$0.isNothing }) { note(name) }
    }

    /// Notes a member.
    public mutating func note(_ name: String) {
        if !names.contains(name) { names.append(name) }
    }
}

extension JSONElement {
    /// The text of a member, `nil` when it is missing, empty or not a text, which is noted.
    public func text(_ key: String, noting mistyped: inout MistypedMembers) -> String? {
        guard let member = self[key] else { return nil }
        mistyped.expect(.string, key, member)
        guard let text = member.string, !text.isEmpty else { return nil }
        return text
    }

    /// The objects of an array member; what is none of these is noted.
    public func objects(_ key: String, noting mistyped: inout MistypedMembers) -> [JSONElement] {
        guard let member = self[key] else { return [] }
        mistyped.expectObjects(key, member)
        return member.elements.filter { $0.kind == .object }
    }

    /// Whether the value is null, or a text, an array or an object without anything in it.
    var isNothing: Bool {
        switch kind {
        case .null: true
        case .bool, .number: false
        case .string: string?.isEmpty ?? false
        case .array: elements.isEmpty
        case .object: members.isEmpty
        }
    }
}
