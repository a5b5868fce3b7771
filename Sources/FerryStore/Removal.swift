// SPDX-License-Identifier: Apache-2.0

/// Something on the homeserver that a rollback takes away.
public struct Removal: Hashable, Sendable {
    /// What it is.
    public enum Kind: String, Sendable, CaseIterable {
        /// A room or space; `target` is its id.
        case room
        /// A file; `target` is its content URI.
        case media
        /// The device under which an account sent; `target` is the user id.
        case device
        /// An account that the migration made; `target` is the user id.
        case account
    }

    /// How far it has come.
    public enum State: Int, Sendable {
        /// Still to be taken away.
        case planned = 0
        /// Gone.
        case done = 1
        /// It stays, for the reason in `note`.
        case left = 2
    }

    /// Its number; 0 before it is put down.
    public var id: Int64 = 0
    /// What it is.
    public var kind: Kind
    /// Its id on the homeserver.
    public var target: String
    /// A name for people: the room's name, never that of a person.
    public var name = ""
    /// The lane that filled the room; `nil` for anything else.
    public var lane: Int64?
    /// The alias that leads to the room.
    public var alias: String?
    /// Whether the room is a space.
    public var isSpace = false
    /// How far it has come.
    public var state = State.planned
    /// Why it stays.
    public var note = ""

    /// Describes something that is still to be taken away.
    public init(_ kind: Kind, _ target: String) {
        self.kind = kind
        self.target = target
    }
}
