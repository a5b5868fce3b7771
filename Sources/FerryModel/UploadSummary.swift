// SPDX-License-Identifier: Apache-2.0
public import FerryJSON

/// What an upload has done, in figures.
public struct UploadSummary: Hashable, Sendable {
    /// Why an upload ended before its plan did.
    public enum Ending: String, Sendable {
        /// Nothing is left to do.
        case complete
        /// A window or a duration ended, or the pause file appeared.
        case paused
        /// A signal came.
        case interrupted
    }

    /// An operation that needs a human, or that was left out because of one.
    public struct Stuck: Hashable, Sendable {
        /// `wedged` or `skipped`.
        public var state: String
        /// What its request does.
        public var kind: String
        /// The source key and part.
        public var source: String
        /// The lane's name: a room, never a person.
        public var room: String
        /// Why, in the words of the homeserver or of this program.
        public var reason: String

        /// Describes an operation.
        public init(state: String, kind: String, source: String, room: String, reason: String) {
            self.state = state
            self.kind = kind
            self.source = source
            self.room = room
            self.reason = reason
        }
    }

    /// The migration's id.
    public var migration = ""
    /// When this run ended; `nil` where nobody has noted it.
    public var ended: Timestamp?
    /// Why it ended.
    public var ending = Ending.complete
    /// Operations settled in this run.
    public var settled = 0
    /// Of these, found on the homeserver instead of sent again.
    public var reconciled = 0
    /// Operations of the whole plan that are done.
    public var done = 0
    /// Operations of the whole plan that are still to be carried out.
    public var ready = 0
    /// Operations that need a human.
    public var wedged = 0
    /// Operations that were left out because of others.
    public var skipped = 0
    /// Requests that had to be repeated.
    public var retries = 0
    /// Rooms that a crash had left unfinished and that were made again.
    public var stumps: [String] = []
    /// How long this run took.
    public var seconds = 0.0
    /// The first of the operations that are wedged or skipped.
    public var stuck: [Stuck] = []

    /// Nothing done yet.
    public init() {}

    /// The content of `reports/upload.json`.
    public var json: JSONValue {
        [
            "schema": 1,
            "migration": .string(migration), "ending": .string(ending.rawValue),
            "ended": ended.map { .string($0.isoText) } ?? .null,
            "settled": .int(Int64(settled)), "reconciled": .int(Int64(reconciled)),
            "retries": .int(Int64(retries)), "seconds": .double(seconds),
            "operations": [
                "done": .int(Int64(done)), "ready": .int(Int64(ready)), "wedged": .int(Int64(wedged)),
                "skipped": .int(Int64(skipped)),
            ],
            "stumps": .array(stumps.map { .string($0) }),
            "stuck": .array(
                stuck.map {
                    [
                        "state": .string($0.state), "kind": .string($0.kind), "source": .string($0.source),
                        "room": .string($0.room), "reason": .string($0.reason),
                    ]
                }),
        ]
    }
}
