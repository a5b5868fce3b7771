// SPDX-License-Identifier: Apache-2.0
public import FerryJSON

/// Adds to account data such as `m.direct`, an object of lists. Pure.
public enum AccountDataMerge {
    /// What is there with the elements of the lists added that are missing; everything else stays as it is, and
    /// doing it again changes nothing.
    public static func merged(_ present: JSONValue, with more: JSONValue) -> JSONValue {
        guard case .object(var members) = present else { return more }
        for (key, added) in more.members {
            let known = members[key]?.elements ?? []
            members[key] = .array(known + added.elements.filter { !known.contains($0) })
        }
        return .object(members)
    }

    /// What is there without the rooms that are gone, and without lists that hold nothing else.
    public static func without(
        _ present: JSONValue, _ isGone: (_ room: String) throws -> Bool
    ) rethrows -> JSONValue {
        guard case .object(var members) = present else { return present }
        for (key, value) in members {
            guard case .array(let elements) = value else { continue }
            let rest = try elements.filter { element in try element.string.map { try !isGone($0) } ?? true }
            if rest.count < elements.count { members[key] = rest.isEmpty ? nil : .array(rest) }
        }
        return .object(members)
    }
}
