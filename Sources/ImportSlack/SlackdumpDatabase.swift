// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive
internal import FerryJSON
internal import FerryModel

/// The database of slackdump: rows that hold the JSON of Slack's API, one for every time it was asked.
///
/// Of each thing the newest answer counts, which is the one of the highest `CHUNK_ID`.
final class SlackdumpDatabase {
    /// The file's name in an archive.
    static let fileName = "slackdump.sqlite"

    private static let needed: Set<String> = ["MESSAGE", "CHANNEL", "S_USER", "CHUNK"]

    /// The archive's entry that is the database.
    let entry: ArchiveEntry
    private let database: ForeignDatabase
    private let tables: Set<String>

    /// Opens the database of an archive; `nil` when it is somebody else's.
    init?(_ archive: Archive, _ entry: ArchiveEntry, log: DatabaseLog?) throws {
        self.entry = entry
        database = try ForeignDatabase(archive, entry, log: log)
        tables = try database.tables()
        guard Self.needed.isSubset(of: tables) else { return nil }
    }

    /// Prepares for looking up messages by their channel, which slackdump's own indexes do not serve.
    func indexMessages() throws {
        try database.execute(
            """
            CREATE TEMP TABLE newest(channel, id, chunk, PRIMARY KEY (channel, id)) WITHOUT ROWID;
            INSERT INTO newest SELECT CHANNEL_ID, ID, max(CHUNK_ID) FROM main.MESSAGE GROUP BY CHANNEL_ID, ID
            """)
    }

    /// The ids of the channels that have messages.
    func channelsWithMessages() throws -> [String] {
        var ids: [String] = []
        try database.rows("SELECT DISTINCT channel FROM temp.newest ORDER BY 1") { ids.append($0.text(0)) }
        return ids
    }

    /// The messages of a channel, as the JSON of each with the number of its row.
    func messages(_ channel: String, _ body: (UnsafeRawBufferPointer, Int64) throws -> Void) throws {
        try database.rows(
            """
            SELECT m.DATA, m.rowid FROM temp.newest n JOIN main.MESSAGE m ON m.ID = n.id AND m.CHUNK_ID = n.chunk
            WHERE n.channel = ?1 AND m.CHANNEL_ID = ?1 ORDER BY n.id
            """, [channel]
        ) { try body($0.bytes(0), $0.number(1)) }
    }

    /// The people, as the JSON of each with the number of its row.
    func people(_ body: (UnsafeRawBufferPointer, Int64) throws -> Void) throws {
        try newest("S_USER", body)
    }

    /// The channels, as the JSON of each with the number of its row.
    func channels(_ body: (UnsafeRawBufferPointer, Int64) throws -> Void) throws {
        try newest("CHANNEL", body)
    }

    private func newest(_ table: String, _ body: (UnsafeRawBufferPointer, Int64) throws -> Void) throws {
        try database.rows(
            """
            SELECT DATA, rowid FROM main.\(table) t
            WHERE CHUNK_ID = (SELECT max(CHUNK_ID) FROM main.\(table) n WHERE n.ID = t.ID) ORDER BY ID
            """
        ) { try body($0.bytes(0), $0.number(1)) }
    }

    /// Who is in which channel, as the last run says that asked for its members.
    func members() throws -> [(channel: String, person: String)] {
        guard tables.contains("CHANNEL_USER") else { return [] }
        var members: [(channel: String, person: String)] = []
        try database.rows(
            """
            WITH last(channel, session) AS (
                SELECT u.CHANNEL_ID, max(c.SESSION_ID)
                FROM main.CHANNEL_USER u JOIN main.CHUNK c ON c.ID = u.CHUNK_ID GROUP BY 1)
            SELECT DISTINCT u.CHANNEL_ID, u.USER_ID
            FROM main.CHANNEL_USER u JOIN main.CHUNK c ON c.ID = u.CHUNK_ID
            JOIN last ON last.channel = u.CHANNEL_ID AND last.session = c.SESSION_ID ORDER BY 1, 2
            """
        ) {
            members.append(($0.text(0), $0.text(1)))
        }
        return members
    }

    /// What the newest row says of the workspace, in the form of Slack's `auth.test`.
    func workspace() throws -> SlackAccess? {
        guard tables.contains("WORKSPACE") else { return nil }
        var access: SlackAccess?
        try database.rows(
            "SELECT TEAM, TEAM_ID, USER_ID, URL FROM main.WORKSPACE ORDER BY CHUNK_ID DESC LIMIT 1"
        ) {
            access = SlackAccess(team: $0.text(0), teamId: $0.text(1), userId: $0.text(2), url: $0.text(3))
        }
        return access
    }

    /// The files that came with no message, which are the channels' own canvases, as the JSON of each with the number of
    /// its row.
    func canvases(_ body: (_ channel: String, UnsafeRawBufferPointer, Int64) throws -> Void) throws {
        guard tables.contains("FILE") else { return }
        try database.rows(
            """
            SELECT CHANNEL_ID, DATA, rowid FROM main.FILE f WHERE MESSAGE_ID IS NULL
            AND CHUNK_ID = (SELECT max(CHUNK_ID) FROM main.FILE n WHERE n.ID = f.ID) ORDER BY ID
            """
        ) { try body($0.text(0), $0.bytes(1), $0.number(2)) }
    }

    /// How many messages slackdump found by a search; they are copies of channels' messages.
    func searchedMessages() throws -> Int {
        guard tables.contains("SEARCH_MESSAGE") else { return 0 }
        var count = 0
        try database.rows("SELECT count(*) FROM main.SEARCH_MESSAGE") { count = Int($0.number(0)) }
        return count
    }
}
