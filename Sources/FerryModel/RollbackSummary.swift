// SPDX-License-Identifier: Apache-2.0
public import FerryJSON

/// What a rollback takes away, or has taken away.
public struct RollbackSummary: Hashable, Sendable {
    /// A room in which somebody has written since.
    public struct Written: Hashable, Sendable {
        /// The room's id.
        public var room: String
        /// Messages that are not the migration's; `nil` when the room could not be read.
        public var messages: Int?

        /// Describes a room.
        public init(room: String, messages: Int?) {
            self.room = room
            self.messages = messages
        }
    }

    /// Something that stays on the homeserver.
    public struct Left: Hashable, Sendable {
        /// `room`, `media`, `device` or `account`.
        public var kind: String
        /// Its id.
        public var target: String
        /// Why.
        public var reason: String

        /// Describes something that stays.
        public init(kind: String, target: String, reason: String) {
            self.kind = kind
            self.target = target
            self.reason = reason
        }
    }

    /// The migration's id.
    public var migration = ""
    /// Whether nothing was taken away: then the figures say what would be.
    public var isDryRun = false
    /// Whether everything is gone or accounted for, so that the plan can be carried out anew.
    public var isComplete = false
    /// Rooms, those included that a crash had left unfinished.
    public var rooms = 0
    /// Spaces.
    public var spaces = 0
    /// Files.
    public var media = 0
    /// Devices under which accounts sent.
    public var devices = 0
    /// Accounts that are deactivated.
    public var accounts = 0
    /// Accounts that the migration has made and that stay.
    public var accountsKept = 0
    /// Rooms in which somebody has written since.
    public var written: [Written] = []
    /// What stays, and why.
    public var left: [Left] = []

    /// Nothing yet.
    public init() {}

    /// The content of `reports/rollback.json`.
    public var json: JSONValue {
        [
            "schema": 1, "migration": .string(migration), "dryRun": .bool(isDryRun),
            "complete": .bool(isComplete),
            "rooms": .int(Int64(rooms)), "spaces": .int(Int64(spaces)), "media": .int(Int64(media)),
            "devices": .int(Int64(devices)), "accounts": .int(Int64(accounts)),
            "accountsKept": .int(Int64(accountsKept)),
            "written": .array(
                written.map {
                    [
                        "room": .string($0.room),
                        "messages": $0.messages.map { .int(Int64($0)) } ?? .null,
                    ]
                }),
            "left": .array(
                left.map {
                    ["kind": .string($0.kind), "target": .string($0.target), "reason": .string($0.reason)]
                }),
        ]
    }
}
