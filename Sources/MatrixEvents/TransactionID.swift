// SPDX-License-Identifier: Apache-2.0
public import FerryModel

/// The transaction id of a request that sends an event: derived, never random.
///
/// Homeservers know a repeated id by the path and the appservice alone, so it is unique over the whole
/// migration: neither sender nor room nor body would keep two apart.
public struct TransactionID: Hashable, Sendable {
    /// 64 hexadecimal digits.
    public let text: String

    /// Derives the id of one part of one thing within a migration.
    public init(_ key: SourceKey, part: String, migration: String) {
        text = SHA256.digest(of: migration + "\n" + key.text + "\n" + part).hex
    }
}
