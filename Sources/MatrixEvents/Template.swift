// SPDX-License-Identifier: Apache-2.0
public import FerryJSON

/// A JSON value with holes: ids that only the homeserver can give, filled in before the request is sent.
///
/// A hole is an object with one member whose key begins with `$`. Text from an archive can only ever become a
/// JSON string, so nothing in an archive can make a hole. The number is the store's id of a source key:
/// - `{"$event": 7}` the event id of the main event of key 7
/// - `{"$part": [7, "file:1"]}` the event id of another part of key 7
/// - `{"$room": 7}` the room id of the room of key 7
/// - `{"$media": 7}` the content URI of the media of key 7
/// - `{"$text": [...]}` its strings and holes, put together to one string
public enum Template {
    /// What a hole asks for.
    public enum Hole: Hashable, Sendable {
        case event(Int64)
        case part(Int64, String)
        case room(Int64)
        case media(Int64)
    }

    /// The JSON of a hole.
    public static func json(_ hole: Hole) -> JSONValue {
        switch hole {
        case .event(let key): ["$event": .int(key)]
        case .part(let key, let part): ["$part": [.int(key), .string(part)]]
        case .room(let key): ["$room": .int(key)]
        case .media(let key): ["$media": .int(key)]
        }
    }

    /// The hole that a value is, if it is one.
    public static func hole(in value: JSONValue) -> Hole? {
        guard case .object(let members) = value, members.count == 1, let (name, number) = members.first
        else { return nil }
        if name == "$part", case .array(let pair) = number, pair.count == 2, case .int(let key) = pair[0],
            case .string(let part) = pair[1]
        {
            return .part(key, part)
        }
        guard case .int(let key) = number else { return nil }
        switch name {
        case "$event": return .event(key)
        case "$room": return .room(key)
        case "$media": return .media(key)
        default: return nil
        }
    }

    /// Every hole of a template, in no particular order.
    public static func holes(in value: JSONValue) -> Set<Hole> {
        if let hole = hole(in: value) { return [hole] }
        switch value {
        case .object(let members):
            return members.values.reduce(into: []) { $0.formUnion(holes(in: $1)) }
        case .array(let elements):
            return elements.reduce(into: []) { $0.formUnion(holes(in: $1)) }
        default:
            return []
        }
    }

    /// The value with every hole filled.
    public static func filled(_ value: JSONValue, _ fill: (Hole) throws -> String) rethrows -> JSONValue {
        if let hole = hole(in: value) { return .string(try fill(hole)) }
        switch value {
        case .object(let members):
            if members.count == 1, case .array(let pieces)? = members["$text"] {
                var text = ""
                for piece in pieces { text += try filled(piece, fill).string ?? "" }
                return .string(text)
            }
            return .object(try members.mapValues { try filled($0, fill) })
        case .array(let elements):
            return .array(try elements.map { try filled($0, fill) })
        default:
            return value
        }
    }

    /// What stands in a value at the places of a template's holes; only whole strings are matched.
    public static func fillings(of template: JSONValue, in value: JSONValue) -> [(hole: Hole, text: String)] {
        if let hole = hole(in: template) { return value.string.map { [(hole, $0)] } ?? [] }
        switch (template, value) {
        case (.object(let members), .object(let values)):
            return members.flatMap { key, member in values[key].map { fillings(of: member, in: $0) } ?? [] }
        case (.array(let elements), .array(let values)):
            return zip(elements, values).flatMap { fillings(of: $0, in: $1) }
        default:
            return []
        }
    }
}
