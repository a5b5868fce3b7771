// SPDX-License-Identifier: Apache-2.0
public import FerryJSON
public import FerryModel

/// The mark that every event of a migration carries, so that reading a room back tells what was sent.
///
/// The clear source id stays in the store; the homeserver sees its digest only.
public struct Marker: Hashable, Sendable {
    /// The key of the marker in an event's content, and the type of the state event that ends room creation.
    public static let name = "eu.matrix-ferry.source"

    /// The lower-case hexadecimal SHA-256 of the source key and the part.
    public let id: String
    /// The migration that sent the event.
    public let migration: String

    /// Marks one part of one thing; the main part is the empty one.
    public init(_ key: SourceKey, part: String, migration: String) {
        id = Self.digest(key, part: part).hex
        self.migration = migration
    }

    /// Reads the marker out of an event's content; `nil` when there is none.
    public init?(in content: JSONElement) {
        guard let mark = content[Self.name], let id = mark["id"]?.string,
            let migration = mark["migration"]?.string
        else { return nil }
        self.id = id
        self.migration = migration
    }

    /// What stands in the content under `name`.
    public var value: JSONValue { ["id": .string(id), "migration": .string(migration)] }

    /// The digest that `id` spells. A line feed separates key and part, since no part holds one.
    public static func digest(_ key: SourceKey, part: String) -> Digest {
        SHA256.digest(of: key.text + "\n" + part)
    }
}
