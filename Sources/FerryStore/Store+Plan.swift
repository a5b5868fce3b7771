// SPDX-License-Identifier: Apache-2.0
import FerryJSON
public import FerryModel
import GRDB

extension Store {
    /// The newest plan's figures; `nil` before the first plan.
    public func newestPlan() throws -> PlanSummary? {
        let text = try read { database in
            try String.fetchOne(database, sql: "SELECT summary FROM plan ORDER BY number DESC LIMIT 1")
        }
        return try text.map { PlanSummary(json: try JSONValue(parsing: $0)) }
    }

    /// Whether archives were imported after the newest plan was made, so that it says less than there is.
    public func isPlanStale() throws -> Bool {
        guard let plan = try newestPlan() else { return true }
        let archives = try archives()
        let planned = Set(plan.sources.map { $0.path + " " + $0.digest })
        return !archives.allSatisfy { $0.isFinished && planned.contains($0.path + " " + $0.digest) }
    }

    /// The losses behind the newest plan, for tables.
    public func forEachLoss(_ body: (Loss, _ count: Int) throws -> Void) throws {
        try read { database in
            let rows = try Row.fetchCursor(
                database, sql: "SELECT * FROM loss ORDER BY code, kind, key, path, entry, offset, line")
            while let row = try rows.next() {
                guard let kind = RecordKind(rawValue: row["kind"]),
                    let state = Loss.State(rawValue: row["state"])
                else { continue }
                let path: String = row["path"]
                let entry: String = row["entry"]
                let offset: Int64 = row["offset"]
                let line: Int = row["line"]
                let place =
                    path.isEmpty
                    ? nil
                    : Place(
                        archive: path, entry: entry.isEmpty ? nil : entry, offset: offset < 0 ? nil : offset,
                        line: line < 0 ? nil : line)
                let loss = Loss(
                    code: row["code"], kind: kind, state: state, key: SourceKey(text: row["key"]),
                    place: place,
                    reason: row["reason"], count: row["count"])
                try body(loss, loss.count)
            }
        }
    }

    /// A room of the plan in figures.
    public struct RoomLine: Hashable, Sendable {
        /// The text of the channel's key.
        public let key: String
        /// Its name.
        public let name: String
        /// The kind of channel.
        public let kind: String
        /// Its messages.
        public let messages: Int
        /// The events planned for it.
        public let events: Int
        /// Its memberships.
        public let members: Int
        /// The homeserver's id of the room; `nil` before it is made.
        public let room: String?
    }

    /// Hands out the rooms of the plan, largest first, one after the other: there may be hundreds of thousands.
    public func forEachRoom(_ body: (RoomLine) throws -> Void) throws {
        try read { database in
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT k.text, c.name, c.kind, r.result,
                        (SELECT count(*) FROM message m WHERE m.channel = c.id) AS messages,
                        (SELECT count(*) FROM operation o WHERE o.lane = l.id AND o.kind IN ('event', 'state')) AS events,
                        (SELECT count(*) FROM membership m WHERE m.channel = c.id) AS members
                    FROM channel c JOIN source_key k USING (id)
                    JOIN lane l ON l.kind = 'room' AND l.key = c.id
                    LEFT JOIN operation r ON r.key = c.id AND r.part = 'room'
                    ORDER BY messages DESC, k.text
                    """)
            while let row = try rows.next() {
                try body(
                    RoomLine(
                        key: row["text"], name: row["name"], kind: row["kind"], messages: row["messages"],
                        events: row["events"], members: row["members"], room: row["result"]))
            }
        }
    }

    /// A person and the user it became.
    public struct PersonLine: Hashable, Sendable {
        /// The text of the person's key.
        public let key: String
        /// The name shown at the source.
        public let name: String
        /// What the person is to the workspace.
        public let role: String
        /// Whether the account was deactivated at the source.
        public let isDeparted: Bool
        /// The user it becomes.
        public let user: String
        /// Why.
        public let reason: String
    }

    /// Hands out the decisions about people, by key, one after the other: there may be hundreds of thousands.
    public func forEachPerson(_ body: (PersonLine) throws -> Void) throws {
        try read { database in
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT k.text, p.name, p.role, p.departed, a.user_id, d.reason FROM decision d
                    JOIN source_key k ON k.id = d.person JOIN account a ON a.id = d.account
                    LEFT JOIN person p ON p.id = d.person ORDER BY k.text
                    """)
            while let row = try rows.next() {
                try body(
                    PersonLine(
                        key: row["text"], name: row["name"] ?? "", role: row["role"] ?? "unknown",
                        isDeparted: row["departed"] ?? false, user: row["user_id"], reason: row["reason"]))
            }
        }
    }

    /// The first users of the plan, by their ids.
    public func firstUsers(_ count: Int) throws -> [String] {
        try read { database in
            try String.fetchAll(
                database,
                sql: """
                    SELECT user_id FROM account WHERE id IN (SELECT account FROM decision)
                    ORDER BY user_id LIMIT ?
                    """, arguments: [count])
        }
    }
}

extension Store {
    /// Notes what else than archives the newest plan was made from.
    public func notePlanInputs(_ inputs: String) throws {
        try write { database in
            try database.execute(
                sql: "UPDATE plan SET inputs = ? WHERE number = (SELECT max(number) FROM plan)",
                arguments: [inputs])
        }
    }

    /// Whether the newest plan was made from something else than there is now.
    public func isPlanStale(inputs: String) throws -> Bool {
        let noted = try read {
            try String.fetchOne($0, sql: "SELECT inputs FROM plan ORDER BY number DESC LIMIT 1")
        }
        return try noted != inputs || isPlanStale()
    }

    /// The size in bytes of the largest file in the media folder.
    public func largestFile() throws -> Int64 {
        try read { try Int64.fetchOne($0, sql: "SELECT max(size) FROM attachment") } ?? 0
    }

    /// How many different files of the media folder have more bytes than this.
    public func fileCount(largerThan size: Int64) throws -> Int {
        try read {
            try Int.fetchOne(
                $0, sql: "SELECT count(DISTINCT digest) FROM attachment WHERE size > ?", arguments: [size])
        } ?? 0
    }

    /// When the oldest message of all archives was sent; `nil` when there is none.
    public func oldestMessage() throws -> Timestamp? {
        try read { database in
            // The first message of each channel, by the index: not all messages are read.
            try Int64.fetchOne(
                database,
                sql: """
                    SELECT min((
                        SELECT m.sent_at FROM message m WHERE m.channel = c.id ORDER BY m.ord, m.id LIMIT 1))
                    FROM channel c
                    """)
        }.map { Timestamp(milliseconds: $0) }
    }
}
