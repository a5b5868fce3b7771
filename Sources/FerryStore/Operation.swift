// SPDX-License-Identifier: Apache-2.0
public import FerryModel

/// One request with one effect, as planned and as journalled.
///
/// Its identity is the source key and the part. Once claimed, its payload, order and transaction id never change.
public struct Operation: Sendable {
    /// What the request does.
    public enum Kind: String, Sendable, CaseIterable {
        case registerGhost = "register"
        case createDevice = "device"
        case setDisplayName = "name"
        case setAvatar = "avatar"
        case createRoom = "room"
        case putState = "state"
        /// Lets an alias lead to the room; `type` is the alias, and the answer is it, too.
        case createAlias = "alias"
        case sendEvent = "event"
        case reserveMedia = "reserve"
        case uploadMedia = "upload"
        case markRead = "read"
        /// Adds to what the homeserver keeps for a user, and takes nothing away: read, merged, written.
        case mergeAccountData = "account-data"
    }

    /// How far it has come.
    public enum State: Int, Sendable, CaseIterable {
        /// Not begun.
        case ready = 0
        /// Begun; if found at start, it is in doubt whether the homeserver has carried it out.
        case claimed = 1
        /// Answered; `result` holds the answer.
        case done = 2
        /// Refused for good; a human has to look at the note.
        case wedged = 3
        /// Not begun, since something it depends on is wedged or skipped.
        case skipped = 4
    }

    /// The part of the operation by which the appservice's user leaves a room that is not its own to be in.
    public static let lastOfRoom = "bot-leave"

    /// The number of the operation.
    public let id: Int64
    /// The number of its lane.
    public let lane: Int64
    /// Its place in the lane.
    public let sequence: Int64
    /// What its request does.
    public let kind: Kind
    /// The source key; with `part` the operation's identity.
    public let key: SourceKey
    /// The number of the source key.
    public let keyNumber: Int64
    /// Which part of the thing, empty for the main one.
    public let part: String
    /// The user that acts, `@localpart:server`.
    public let sender: String
    /// The number of the account that acts.
    public let senderNumber: Int64
    /// The number of the key of the room it acts in; `nil` outside rooms.
    public let room: Int64?
    /// The time the event shall bear, `nil` for now.
    public let timestamp: Timestamp?
    /// The event type, or what else the kind needs a word for.
    public let type: String
    /// The state key of a state event; it may be a hole, in JSON.
    public let stateKey: String?
    /// The content as a template, in JSON.
    public let payload: String
    /// How far it has come.
    public let state: State
    /// When it was claimed last; `nil` if never.
    public let claimedAt: Timestamp?
    /// How often it was claimed.
    public let attempts: Int
    /// The homeserver's answer: an event id, a room id, a content URI, or empty; `nil` before.
    public let result: String?
}

/// An operation as the planner puts it down.
public struct PlannedOperation: Sendable {
    /// What its request does.
    public var kind: Operation.Kind
    /// The number of the source key.
    public var key: Int64
    /// Which part of the thing, empty for the main one.
    public var part: String
    /// The number of the account that acts.
    public var sender: Int64
    /// The number of the key of the room it acts in.
    public var room: Int64?
    /// The time the event shall bear.
    public var timestamp: Timestamp?
    /// The event type.
    public var type: String
    /// The state key, or a hole in JSON.
    public var stateKey: String?
    /// The content as a template, in JSON.
    public var payload: String

    /// Describes an operation; see `Operation` for the meaning of the parts.
    public init(
        _ kind: Operation.Kind, key: Int64, part: String = "", sender: Int64, room: Int64? = nil,
        timestamp: Timestamp? = nil, type: String = "", stateKey: String? = nil, payload: String = "{}"
    ) {
        self.kind = kind
        self.key = key
        self.part = part
        self.sender = sender
        self.room = room
        self.timestamp = timestamp
        self.type = type
        self.stateKey = stateKey
        self.payload = payload
    }
}
