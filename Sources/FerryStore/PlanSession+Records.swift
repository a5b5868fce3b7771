// SPDX-License-Identifier: Apache-2.0
import FerryJSON
public import FerryModel
import GRDB

extension PlanSession {
    /// The archives the plan is made from, by path.
    public func archives() throws -> [ArchiveSummary] { try ArchiveSummary.all(database) }

    /// All workspaces, by key.
    public func workspaces() throws -> [Stored<Workspace>] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT r.id, k.text, r.name, r.emoji FROM workspace r JOIN source_key k USING (id) ORDER BY k.text
                """
        ).compactMap { row in
            guard let key = SourceKey(text: row["text"]) else { return nil }
            let workspace = Workspace(
                key: WorkspaceKey(key), name: row["name"], emoji: try Self.emoji(row["emoji"]))
            return Stored(id: row["id"], value: workspace)
        }
    }

    private static func emoji(_ text: String) throws -> [Emoji] {
        let texts = try TextList.decode(text)
        return stride(from: 0, to: texts.count - 1, by: 2).map { index in
            Emoji(
                name: texts[index], characters: nil,
                image: SourceKey(text: texts[index + 1]).map { AttachmentKey($0) })
        }
    }

    /// Gathers all persons, those included that are only named by messages, reactions or memberships.
    public func gatherPersons() throws {
        try database.execute(
            sql: """
                CREATE TEMP TABLE IF NOT EXISTS named(id INTEGER PRIMARY KEY);
                DELETE FROM named;
                INSERT INTO named SELECT author FROM message WHERE true ON CONFLICT(id) DO NOTHING;
                INSERT INTO named SELECT person FROM reaction WHERE true ON CONFLICT(id) DO NOTHING;
                INSERT INTO named SELECT person FROM membership WHERE true ON CONFLICT(id) DO NOTHING;
                INSERT INTO named SELECT id FROM person WHERE true ON CONFLICT(id) DO NOTHING;
                """)
    }

    /// Hands out the gathered persons by key, with their places, one after the other: there may be hundreds of thousands.
    public func forEachPerson(_ body: (Stored<Person>, _ place: Int) throws -> Void) throws {
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT k.id, k.text, p.id AS known, p.handle, p.name, p.addresses, p.role, p.departed, a.text AS avatar
                FROM named n JOIN source_key k USING (id) LEFT JOIN person p USING (id)
                LEFT JOIN source_key a ON a.id = p.avatar ORDER BY k.text
                """)
        var place = 0
        var workspace = ""
        while let row = try rows.next() {
            guard var key = SourceKey(text: row["text"]) else { continue }
            // One copy of a name for all who follow each other.
            if key.workspace != workspace { workspace = key.workspace }
            key = SourceKey(key.source, workspace: workspace, key.kind, id: key.id)
            let isRecord = row["known"] as Int64? != nil
            try body(
                Stored(id: row["id"], value: try Self.person(PersonKey(key), row), isRecord: isRecord), place)
            place += 1
        }
    }

    private static func person(_ key: PersonKey, _ row: Row) throws -> Person {
        Person(
            key: key, handle: row["handle"] ?? "", displayName: row["name"] ?? "",
            addresses: try TextList.decode(row["addresses"] ?? ""),
            role: (row["role"] as String?).flatMap { Person.Role(rawValue: $0) } ?? .unknown,
            departed: row["departed"] ?? false,
            avatar: (row["avatar"] as String?).flatMap { SourceKey(text: $0) }.map { AttachmentKey($0) })
    }

    /// A channel with what planning needs to know of its whole.
    public final class PlannedChannel: Sendable {
        /// The number of the channel's key.
        public let id: Int64
        /// The channel; without its creator, which is `creator`.
        public let channel: Channel
        /// The number of the workspace's key.
        public let workspace: Int64
        /// The number of the creator's key.
        public let creator: Int64?
        /// The time of the last message; `nil` without any.
        public let lastMessageAt: Timestamp?
        /// The time of the first message; `nil` without any.
        public let firstMessageAt: Timestamp?

        init(
            id: Int64, channel: Channel, workspace: Int64, creator: Int64?, lastMessageAt: Timestamp?,
            firstMessageAt: Timestamp?
        ) {
            self.id = id
            self.channel = channel
            self.workspace = workspace
            self.creator = creator
            self.lastMessageAt = lastMessageAt
            self.firstMessageAt = firstMessageAt
        }
    }

    /// All channels, those that fell silent first coming first; equal ones by key.
    public func channels() throws -> [PlannedChannel] {
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT r.*, k.text, w.text AS workspace_text,
                    (SELECT sent_at FROM message WHERE channel = r.id ORDER BY ord DESC, id DESC LIMIT 1) AS last_at,
                    (SELECT sent_at FROM message WHERE channel = r.id ORDER BY ord, id LIMIT 1) AS first_at
                FROM channel r JOIN source_key k USING (id) JOIN source_key w ON w.id = r.workspace
                ORDER BY last_at IS NOT NULL, last_at, k.text
                """)
        var channels: [PlannedChannel] = []
        while let row = try rows.next() {
            guard let key = SourceKey(text: row["text"]),
                let workspace = SourceKey(text: row["workspace_text"])
            else { continue }
            let channel = Channel(
                key: ChannelKey(key), workspace: WorkspaceKey(workspace),
                kind: Channel.Kind(rawValue: row["kind"]) ?? .unknown, name: row["name"], topic: row["topic"],
                purpose: row["purpose"], createdAt: Self.time(row["created_at"]), archived: row["archived"],
                previousNames: try TextList.decode(row["previous_names"]))
            channels.append(
                PlannedChannel(
                    id: row["id"], channel: channel, workspace: row["workspace"], creator: row["creator"],
                    lastMessageAt: Self.time(row["last_at"]), firstMessageAt: Self.time(row["first_at"])))
        }
        return channels
    }

    /// The memberships of a channel, by join time and key.
    public func memberships(ofChannel channel: Int64) throws -> [StoredMembership] {
        try Row.fetchAll(
            database.cachedStatement(
                sql: """
                    SELECT id, person, joined_at, left_at, role FROM membership WHERE channel = ?
                    ORDER BY coalesce(joined_at, 0), id
                    """), arguments: [channel]
        ).map {
            StoredMembership(
                id: $0["id"], person: $0["person"], joinedAt: Self.time($0["joined_at"]),
                leftAt: Self.time($0["left_at"]), role: Membership.Role(rawValue: $0["role"]) ?? .member)
        }
    }

    /// Everybody who is a member today of a channel of a workspace, private channels left out.
    public func persons(inWorkspace workspace: Int64) throws -> Set<Int64> {
        // CROSS keeps SQLite from reading all memberships for each workspace.
        try Int64.fetchSet(
            database,
            sql: """
                SELECT DISTINCT m.person FROM channel c CROSS JOIN membership m ON m.channel = c.id
                WHERE c.workspace = ? AND m.left_at IS NULL AND c.kind NOT IN ('private', 'unknown', 'mailbox')
                """, arguments: [workspace])
    }

    /// Whether a workspace has channels, and all of them of these kinds.
    public func holdsOnly(_ kinds: [Channel.Kind], workspace: Int64) throws -> Bool {
        let found = try String.fetchSet(
            database, sql: "SELECT DISTINCT kind FROM channel WHERE workspace = ?", arguments: [workspace])
        return !found.isEmpty && found.isSubset(of: kinds.map(\.rawValue))
    }

    /// Everybody who wrote or reacted in a channel.
    public func activePersons(inChannel channel: Int64) throws -> Set<Int64> {
        try Int64.fetchSet(
            database.cachedStatement(
                sql: """
                    SELECT author FROM message WHERE channel = ?1 AND deleted_at IS NULL
                    UNION SELECT r.person FROM message m JOIN reaction r ON r.message = m.id WHERE m.channel = ?1
                    """), arguments: [channel])
    }

    /// The messages of a channel in order.
    public func forEachMessage(
        inChannel channel: Int64, _ body: (StoredMessage) throws -> Void
    ) throws {
        let rows = try Row.fetchCursor(
            database.makeStatement(sql: Self.selectMessages), arguments: [channel])
        while let row = try rows.next() { try body(try message(row)) }
    }

    func message(_ row: Row) throws -> StoredMessage {
        let attachments = try TextList.decode(row[12]).compactMap { try attachment($0) }
        return StoredMessage(
            id: row[0], author: row[1], authorName: row[2], sentAt: Timestamp(milliseconds: row[3]),
            order: row[4], editedAt: Self.time(row[5]), deletedAt: Self.time(row[6]), root: row[7],
            replyTo: row[8], broadcast: row[9], kind: try MessageKindCodec.decode(row[10]),
            body: try RichTextCodec.decode(row[11]), attachments: attachments,
            envelope: try (row[13] as String?).map { try EnvelopeCodec.decode($0) }, isReactedTo: row[14])
    }

    /// The messages of a channel in their order, columns in the order in which `message` reads them: names are looked
    /// for in every row.
    static let selectMessages = """
        SELECT id, author, author_name, sent_at, ord, edited_at, deleted_at, root, reply_to, broadcast, kind, body,
            attachments, envelope, EXISTS (SELECT 1 FROM reaction r WHERE r.message = message.id)
        FROM message WHERE channel = ? ORDER BY ord, id
        """

    /// An attachment by the text of its key; `nil` when no archive described it.
    public func attachment(_ key: AttachmentKey) throws -> StoredAttachment? { try attachment(key.key.text) }

    private func attachment(_ text: String) throws -> StoredAttachment? {
        let statement = try database.cachedStatement(
            sql: "SELECT r.*, k.text FROM attachment r JOIN source_key k USING (id) WHERE k.text = ?")
        let stored = WholeText.encode(text, nul: "\u{FFFD}")
        return try Row.fetchOne(statement, arguments: [stored]).flatMap { Self.attachment($0) }
    }

    private static func attachment(_ row: Row) -> StoredAttachment? {
        guard let key = SourceKey(text: row["text"]) else { return nil }
        var pixels: PixelSize?
        if let width = row["width"] as Int64?, let height = row["height"] as Int64? {
            pixels = PixelSize(width: width, height: height)
        }
        let file = (row["digest"] as String?).flatMap { Digest(hex: $0) }
            .map { MediaFolder.File(digest: $0, size: row["size"] ?? 0) }
        return StoredAttachment(
            id: row["id"], key: AttachmentKey(key), name: row["name"], mediaType: row["media_type"],
            pixels: pixels, link: row["link"], file: file, missing: row["missing"])
    }

    /// The attachments that are not among the given ones, by number.
    public func attachments(except known: Set<Int64>) throws -> [StoredAttachment] {
        let rows = try Row.fetchCursor(
            database, sql: "SELECT r.*, k.text FROM attachment r JOIN source_key k USING (id) ORDER BY id")
        var rest: [StoredAttachment] = []
        while let row = try rows.next() {
            guard !known.contains(row["id"]) else { continue }
            if let attachment = Self.attachment(row) { rest.append(attachment) }
        }
        return rest
    }

    /// The lowest number of an attachment with these bytes.
    public func firstAttachment(digest: Digest) throws -> Int64? {
        try Int64.fetchOne(
            database.cachedStatement(sql: "SELECT min(id) FROM attachment WHERE digest = ?"),
            arguments: [digest.hex])
    }

    /// Whether an event stands for the message, in this plan or on the homeserver already.
    public func isPlanned(message: Int64) throws -> Bool {
        try Bool.fetchOne(
            database.cachedStatement(
                sql: "SELECT EXISTS (SELECT 1 FROM operation WHERE key = ? AND part = '')"),
            arguments: [message]) ?? false
    }

    /// Whether an operation was claimed or answered before this plan.
    public func isSent(key: Int64, part: String) throws -> Bool {
        try Bool.fetchOne(
            database.cachedStatement(
                sql: "SELECT EXISTS (SELECT 1 FROM operation WHERE key = ? AND part = ? AND state IN (1, 2))"),
            arguments: [key, part]) ?? false
    }

    /// The parts of a thing, besides the main one, whose operations were claimed or answered before this plan.
    public func sentParts(key: Int64) throws -> [String] {
        try String.fetchAll(
            database.cachedStatement(
                sql: """
                    SELECT part FROM operation WHERE key = ? AND part <> '' AND state IN (1, 2) ORDER BY seq
                    """),
            arguments: [key])
    }

    /// The values of a room's state under the empty key, in the order in which they were claimed or answered before this
    /// plan.
    public func sentStates(room: Int64, type: String) throws -> [(part: String, payload: String)] {
        try Row.fetchAll(
            database.cachedStatement(
                sql: """
                    SELECT part, payload FROM operation
                    WHERE key = ?1 AND room = ?1 AND type = ?2 AND state_key = '' AND state IN (1, 2) ORDER BY seq
                    """),
            arguments: [room, type]
        ).map { ($0["part"], $0["payload"]) }
    }

    /// Whether an earlier upload has set the rule by which a room is entered for good.
    public func isClosed(room: Int64) throws -> Bool {
        try Bool.fetchOne(
            database.cachedStatement(
                sql: """
                    SELECT EXISTS (
                        SELECT 1 FROM operation
                        WHERE key = ? AND part LIKE 'join-rule:%' AND state IN (1, 2))
                    """), arguments: [room]) ?? false
    }

    /// Which users are in the room of a lane once the operations put down so far are done, by their ids.
    public func present(inLane lane: Int64) throws -> Set<String> {
        let rows = try Row.fetchCursor(
            database.cachedStatement(
                sql: """
                    SELECT state_key, payload LIKE '%"join"%' AS is_in FROM operation
                    WHERE lane = ? AND type = 'm.room.member' ORDER BY seq
                    """), arguments: [lane])
        var users: Set<String> = []
        while let row = try rows.next() {
            let user: String = row["state_key"]
            if row["is_in"] { users.insert(user) } else { users.remove(user) }
        }
        return users
    }

    /// The power levels of users as an earlier upload left them in the room of a lane; empty before.
    public func sentPowerLevels(inLane lane: Int64) throws -> [String: Int64] {
        let payload = try String.fetchOne(
            database.cachedStatement(
                sql: """
                    SELECT payload FROM operation
                    WHERE lane = ? AND type = 'm.room.power_levels' AND state IN (1, 2) ORDER BY seq DESC LIMIT 1
                    """), arguments: [lane])
        let users = try payload.map { try JSONValue(parsing: $0) }?["users"]?.members ?? [:]
        return users.compactMapValues { if case .int(let level) = $0 { level } else { nil } }
    }

    /// The account and user who made the room of a lane, where that is a person and not the appservice's user, and is
    /// still in it as far as earlier uploads know; `nil` before.
    public func owner(ofLane lane: Int64) throws -> (account: Int64, user: String, isPresent: Bool)? {
        try Row.fetchOne(
            database.cachedStatement(
                sql: """
                    SELECT b.id, b.user_id, NOT EXISTS (
                        SELECT 1 FROM operation m
                        WHERE m.lane = l.id AND m.type = 'm.room.member' AND m.state_key = b.user_id
                            AND m.state IN (1, 2) AND m.payload LIKE '%"leave"%') AS is_present
                    \(Journal.owner) AND r.state IN (1, 2)
                    """), arguments: [lane]
        ).map { ($0["id"], $0["user_id"], $0["is_present"]) }
    }

    /// The account of a member that can act in a room which the appservice's user has left; `nil` while it is there.
    public func remainingMember(ofLane lane: Int64) throws -> Int64? {
        try Int64.fetchOne(
            database.cachedStatement(sql: "SELECT a.id " + Journal.remaining),
            arguments: [lane, Operation.lastOfRoom])
    }

    /// The reactions to a message, by time and key.
    public func reactions(toMessage message: Int64) throws -> [StoredReaction] {
        try Row.fetchAll(
            database.cachedStatement(
                sql: """
                    SELECT r.*, k.text AS image_text FROM reaction r LEFT JOIN source_key k ON k.id = r.image
                    WHERE message = ? ORDER BY coalesce(reacted_at, 0), r.id
                    """), arguments: [message]
        ).map { row in
            let image = (row["image_text"] as String?).flatMap { SourceKey(text: $0) }.map {
                AttachmentKey($0)
            }
            return StoredReaction(
                id: row["id"], person: row["person"],
                emoji: Emoji(name: row["emoji"], characters: row["characters"], image: image),
                reactedAt: Self.time(row["reacted_at"]))
        }
    }

    /// The pins of a channel, by time and key.
    public func pins(inChannel channel: Int64) throws -> [StoredPin] {
        try Row.fetchAll(
            database.cachedStatement(
                sql: "SELECT * FROM pin WHERE channel = ? ORDER BY coalesce(pinned_at, 0), id"),
            arguments: [channel]
        ).map {
            StoredPin(
                id: $0["id"], message: $0["message"], person: $0["person"],
                pinnedAt: Self.time($0["pinned_at"]))
        }
    }

    /// The place of the last message of a channel that was sent already; `nil` if none was.
    public func lastSentOrder(inChannel channel: Int64, lane: Int64) throws -> Int64? {
        try Int64.fetchOne(
            database.cachedStatement(
                sql: """
                    SELECT max(m.ord) FROM operation o JOIN message m ON m.id = o.key
                    WHERE o.lane = ? AND o.state IN (1, 2) AND o.part = '' AND m.channel = ?
                    """), arguments: [lane, channel])
    }

    /// The key of a number, for losses and aliases.
    public func key(_ number: Int64) throws -> SourceKey { try keys.key(number) }

    static func time(_ milliseconds: Int64?) -> Timestamp? {
        milliseconds.map { Timestamp(milliseconds: $0) }
    }
}
