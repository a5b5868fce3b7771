// SPDX-License-Identifier: Apache-2.0

/// A user that acts in the migration.
public struct Account: Hashable, Sendable {
    /// Where the account comes from.
    public enum Kind: String, Sendable {
        /// The appservice's own user, which makes the rooms.
        case bot
        /// Made by the migration.
        case ghost
        /// There before; its profile is left alone.
        case existing
    }

    public let id: Int64
    public let userID: String
    public let kind: Kind
    public let name: String
}
