// SPDX-License-Identifier: Apache-2.0

/// Operations that keep their order.
public struct Lane: Hashable, Sendable {
    /// What the lane belongs to.
    public enum Kind: String, Sendable {
        case account
        case media
        case space
        case room
        /// What is kept for one user, one request after the other: each reads what the one before has written.
        case accountData = "account-data"
    }

    /// The number of the lane.
    public let id: Int64
    /// What it belongs to.
    public let kind: Kind
    /// The number of the source key the lane belongs to; of an account's lanes, the account's number.
    public let key: Int64
    /// A name for people: the room's name, never that of a person.
    public let name: String
}
