// SPDX-License-Identifier: Apache-2.0
public import FerryJSON

/// What reading the homeserver back has shown.
public struct VerifySummary: Hashable, Sendable {
    /// What is wrong with one event, file or room.
    public enum Verdict: String, Sendable, CaseIterable {
        case missing
        case extra
        case different
        case duplicated
        case outOfOrder
        case unreadable
    }

    /// One thing that is not as planned.
    public struct Difference: Hashable, Sendable {
        /// What is wrong.
        public var verdict: Verdict
        /// The room's id, or the address of the media.
        public var room: String
        /// The event's id, where there is one.
        public var event: String
        /// The source key and part, where they are known.
        public var source: String
        /// What differs (`sender`, `time`, `content.body`), never the content itself.
        public var what: String

        /// Describes a difference.
        public init(verdict: Verdict, room: String, event: String, source: String, what: String) {
            self.verdict = verdict
            self.room = room
            self.event = event
            self.source = source
            self.what = what
        }
    }

    /// The file that names everything which was read.
    public struct Manifest: Hashable, Sendable {
        /// Its name in the reports folder.
        public var file: String
        /// Its SHA-256.
        public var digest: Digest
        /// How many things it names.
        public var lines: Int

        /// Describes a manifest.
        public init(file: String, digest: Digest, lines: Int) {
            self.file = file
            self.digest = digest
            self.lines = lines
        }
    }

    /// The migration's id.
    public var migration = ""
    /// The name of the homeserver that was read, as in its users' ids; empty where nobody has noted it.
    public var server = ""
    /// The number of the plan it was compared with; 0 where nobody has noted it.
    public var plan: Int64 = 0
    /// When the reading began; `nil` where nobody has noted it.
    public var began: Timestamp?
    /// When the reading ended.
    public var ended: Timestamp?
    /// Whether a part had been read before `began`, by a run that was interrupted.
    public var isResumed = false
    /// The part that was read; `nil` when it was everything.
    public var subset: Subset?
    /// The file that names everything which was read; `nil` when none was written.
    public var manifest: Manifest?
    /// Rooms and spaces read.
    public var rooms = 0
    /// Events, aliases and files compared.
    public var checked = 0
    /// Those that are as planned.
    public var same = 0
    /// Planned, but not there.
    public var missing = 0
    /// Of this migration, but in no plan.
    public var extra = 0
    /// There, but not as planned.
    public var different = 0
    /// There more than once.
    public var duplicated = 0
    /// There, but after an event that follows it in the plan.
    public var outOfOrder = 0
    /// Rooms and files that could not be read.
    public var unreadable = 0
    /// Aliases whose rooms were compared.
    public var aliases = 0
    /// Media files compared by their SHA-256.
    public var media = 0
    /// Bytes of those files.
    public var mediaBytes: Int64 = 0
    /// People in rooms into which this migration did not bring them, counted once for each room.
    public var came = 0
    /// People who are no longer in rooms into which it did.
    public var went = 0
    /// Operations of the plan that have not been carried out, so that nothing could be compared for them.
    public var open = 0
    /// The first differences; the rest is in the table of all.
    public var differences: [Difference] = []

    /// Nothing read yet.
    public init() {}

    /// Whether the homeserver holds what the plan says, all of what was read, once and in order.
    public var isProven: Bool {
        missing + extra + different + duplicated + outOfOrder + unreadable + open == 0
    }

    /// The content of `reports/verify.json`.
    public var json: JSONValue {
        var json: JSONValue = [
            "schema": 1,
            "migration": .string(migration), "server": .string(server), "plan": .int(plan),
            "began": began.map { .string($0.isoText) } ?? .null,
            "ended": ended.map { .string($0.isoText) } ?? .null, "resumed": .bool(isResumed),
            "rooms": .int(Int64(rooms)), "checked": .int(Int64(checked)), "same": .int(Int64(same)),
            "missing": .int(Int64(missing)), "extra": .int(Int64(extra)), "different": .int(Int64(different)),
            "duplicated": .int(Int64(duplicated)), "outOfOrder": .int(Int64(outOfOrder)),
            "unreadable": .int(Int64(unreadable)), "open": .int(Int64(open)),
            "media": ["files": .int(Int64(media)), "bytes": .int(mediaBytes)],
            "members": ["came": .int(Int64(came)), "went": .int(Int64(went))],
            "proven": .bool(isProven),
            "differences": .array(
                differences.map {
                    [
                        "verdict": .string($0.verdict.rawValue), "room": .string($0.room),
                        "event": .string($0.event), "source": .string($0.source), "what": .string($0.what),
                    ]
                }),
        ]
        if let subset {
            json["subset"] = ["part": .int(Int64(subset.part)), "of": .int(Int64(subset.total))]
        }
        if let manifest {
            json["manifest"] = [
                "file": .string(manifest.file), "sha256": .string(manifest.digest.hex),
                "lines": .int(Int64(manifest.lines)),
            ]
        }
        return json
    }
}
