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

    /// The number of the account.
    public let id: Int64
    /// `@localpart:server`.
    public let userID: String
    /// Where it comes from.
    public let kind: Kind
    /// The display name it is to have, if it has none.
    public let name: String
}
