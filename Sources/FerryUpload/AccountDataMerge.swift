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
}
