// SPDX-License-Identifier: Apache-2.0
import CSQLite
import FerryArchive
import FerryImport
import FerryModel
import FerryTestImports
import FerryTestKit
import Glibc
import ImportSlack
import Testing

/// What slackdump's own formats hold.
struct SlackdumpTests {
    private static let users = """
        {"id":"U1","team_id":"T1","name":"anna","profile":{"display_name":"Anna"}}
        """
    private static let general = """
        {"id":"C000000001","name":"general","is_channel":true,"created":1577836800,"topic":{"value":"t"}}
        """
    private static let direct = #"{"id":"D000000001","is_im":true,"user":"U2","created":1577836800}"#

    private static func message(_ ts: String, _ text: String, _ more: String = "") -> String {
        #"{"type":"message","user":"U1","text":"\#(text)","ts":"\#(ts)"\#(more)}"#
    }

    // MARK: Chunks

    private static let root = message(
        "1577880000.000100", "root", #","thread_ts":"1577880000.000100","reply_count":1"#)

    private static let channelChunks = [
        #"{"t":5,"ts":1,"id":"C000000001","ci":\#(general)}"#,
        #"{"t":7,"ts":2,"id":"C000000001","cu":["U1","U2"]}"#,
        #"{"t":0,"ts":3,"id":"C000000001","n":2,"m":[\#(root),\#(message("1577880001.000100", "old"))]}"#,
        #"{"t":1,"ts":4,"id":"C000000001","r":"1577880000.000100","p":\#(root),"m":[\#(message("1577880002.000100", "reply", #","thread_ts":"1577880000.000100""#))]}"#,
        #"{"t":0,"ts":5,"id":"C000000001","m":[\#(message("1577880001.000100", "new", #","edited":{"user":"U1","ts":"1577880009.000000"}"#))]}"#,
    ]

    private static func chunks() throws -> SlackFolder {
        let folder = try SlackFolder([:])
        try folder.write(
            "workspace.json.gz",
            Gzip.pack(
                #"{"t":6,"ts":1,"w":{"url":"https://town.slack.com/","team":"Town","user_id":"U1","team_id":"T1"}}"#
            ))
        try folder.write("users.json.gz", Gzip.pack(#"{"t":3,"ts":1,"u":[\#(users)]}"#))
        try folder.write(
            "channels.json.gz", Gzip.pack(#"{"t":4,"ts":1,"ch":[\#(general),\#(direct)]}"#))
        try folder.write("C000000001.json.gz", Gzip.pack(channelChunks.joined(separator: "\n")))
        try folder.write(
            "D000000001.json.gz",
            Gzip.pack(
                #"{"t":0,"ts":3,"id":"D000000001","m":[\#(message("1577880000.000100", "hi"))]}"#))
        return folder
    }

    @Test("packed answers of the API are read, each message once and in its newest state")
    func packed() throws {
        let folder = try Self.chunks()
        let archive = try Archive.open(folder.path)
        #expect(try SlackImporter().recognise(archive)?.layout == "slackdump chunks")
        try check(try folder.read())
    }

    @Test("a cut chunk file is a loss, and what stands before it is kept")
    func cutChunk() throws {
        let folder = try Self.chunks()
        let bytes = try Gzip.pack(Self.channelChunks.joined(separator: "\n"))
        try folder.write("C000000001.json.gz", Array(bytes.dropLast(12)))
        let sink = try folder.read()
        #expect(sink.losses.contains { $0.code == "slack.entry.damaged" })
        #expect(sink.message("D000000001/1577880000.000100") != nil)
    }

    @Test("what chunks hold besides messages is counted")
    func chunkExtras() throws {
        let folder = try Self.chunks()
        try folder.write(
            "search.json.gz",
            Gzip.pack(
                #"{"t":9,"ts":1,"id":"C000000001","b":[{"id":"Bk1"},{"id":"Bk2"}]}"# + "\n"
                    + #"{"t":10,"ts":2,"sm":[\#(Self.message("1577880001.000100", "found"))]}"#))
        let sink = try folder.read()
        #expect(
            sink.losses.map { "\($0.code) \($0.count)" }.sorted() == [
                "slack.bookmark.not-supported 2", "slack.message.search-result 1",
            ])
        #expect(sink.messages.count == 4)
    }

    private func check(_ sink: ListSink) throws {
        #expect(sink.workspaces.map(\.name) == ["Town"])
        #expect(sink.workspaces.first?.key.key.workspace == "T1")
        #expect(sink.person("U1")?.displayName == "Anna")
        #expect(sink.channel("C000000001")?.name == "general")
        #expect(sink.channel("D000000001")?.kind == .direct)
        #expect(sink.membership("C000000001", "U2") != nil)
        // A later run found that U9 had left.
        #expect(sink.membership("C000000001", "U9") == nil)
        #expect(sink.membership("D000000001", "U1") != nil)
        #expect(sink.membership("D000000001", "U2") != nil)
        #expect(sink.messages.count == 4)
        #expect(sink.message("C000000001/1577880001.000100")?.body == RichText(plain: "new"))
        let reply = try #require(sink.message("C000000001/1577880002.000100"))
        #expect(reply.threadRoot?.key.id == "C000000001/1577880000.000100")
        #expect(sink.losses.isEmpty)
    }

    // MARK: Database

    private static func schema(_ extra: String = "") -> String {
        let rows = [
            (1, "C000000001", "1577880000.000100", 1, root),
            (2, "C000000001", "1577880001.000100", 1, message("1577880001.000100", "old")),
            (2, "C000000001", "1577880001.000100", 2, message("1577880001.000100", "new")),
            (
                3, "C000000001", "1577880002.000100", 1,
                message("1577880002.000100", "reply", #","thread_ts":"1577880000.000100""#)
            ),
            (1, "D000000001", "1577880000.000100", 3, message("1577880000.000100", "hi")),
        ]
        let messages = rows.map { id, channel, ts, chunk, json in
            "INSERT INTO MESSAGE VALUES (\(id), \(chunk), '\(channel)', '\(ts)', CAST('\(json)' AS BLOB));"
        }
        return """
            CREATE TABLE CHUNK(ID INTEGER PRIMARY KEY, SESSION_ID INTEGER, TYPE_ID);
            CREATE TABLE MESSAGE(ID INTEGER, CHUNK_ID INTEGER, CHANNEL_ID TEXT, TS TEXT, DATA BLOB,
                PRIMARY KEY (ID, CHUNK_ID));
            CREATE TABLE CHANNEL(ID TEXT, CHUNK_ID INTEGER, NAME TEXT, DATA BLOB, PRIMARY KEY (ID, CHUNK_ID));
            CREATE TABLE S_USER(ID TEXT, CHUNK_ID INTEGER, DATA BLOB, PRIMARY KEY (ID, CHUNK_ID));
            CREATE TABLE CHANNEL_USER(CHANNEL_ID TEXT, USER_ID TEXT, CHUNK_ID INTEGER, IDX INTEGER,
                PRIMARY KEY (CHANNEL_ID, USER_ID, CHUNK_ID));
            CREATE TABLE FILE(ID TEXT, CHUNK_ID INTEGER, CHANNEL_ID TEXT, MESSAGE_ID INTEGER, MODE TEXT, DATA BLOB,
                PRIMARY KEY (ID, CHUNK_ID));
            INSERT INTO CHUNK VALUES (1, 1, 0), (2, 2, 0), (3, 2, 7);
            CREATE TABLE WORKSPACE(ID INTEGER PRIMARY KEY, CHUNK_ID, TEAM, TEAM_ID, USER_ID, URL);
            INSERT INTO WORKSPACE VALUES (1, 1, 'Town', 'T1', 'U1', 'https://town.slack.com/');
            INSERT INTO CHANNEL VALUES ('C000000001', 1, 'old', '{"id":"C000000001","name":"old"}');
            INSERT INTO CHANNEL VALUES ('C000000001', 2, 'general', '\(general)');
            INSERT INTO CHANNEL VALUES ('D000000001', 1, '', '\(direct)');
            INSERT INTO S_USER VALUES ('U1', 1, '\(users)');
            INSERT INTO CHANNEL_USER VALUES ('C000000001', 'U1', 1, 0), ('C000000001', 'U9', 1, 1);
            INSERT INTO CHANNEL_USER VALUES ('C000000001', 'U1', 3, 0), ('C000000001', 'U2', 3, 1);
            \(messages.joined(separator: "\n"))
            \(extra)
            """
    }

    @Test("a database is read where it lies, and the newest row of each thing counts")
    func database() throws {
        let folder = try SlackFolder([:])
        try Database.make(folder.path + "/slackdump.sqlite", Self.schema())
        let archive = try Archive.open(folder.path)
        #expect(try SlackImporter().recognise(archive)?.layout == "slackdump database")
        try check(try folder.read())
        #expect(TestFile.names(in: folder.path) == ["slackdump.sqlite"])
        try check(try SlackFolder.read(folder.path + "/slackdump.sqlite"))
    }

    @Test("rows that are still in the write-ahead log count, and nothing is written beside the archive")
    func writeAheadLog() throws {
        let folder = try SlackFolder([:])
        let original = try SlackFolder([:])
        let path = original.path + "/slackdump.sqlite"
        let keeper = try Database(path)
        try keeper.run("PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0;" + Self.schema())
        for name in ["slackdump.sqlite", "slackdump.sqlite-wal"] {
            try folder.write(name, try TestFile.bytes(original.path + "/" + name))
        }
        try check(try folder.read())
        try check(try SlackFolder.read(folder.path + "/slackdump.sqlite"))
        #expect(TestFile.names(in: folder.path) == ["slackdump.sqlite", "slackdump.sqlite-wal"])
    }

    @Test("a view in a table's place, a broken row and a damaged file do no harm")
    func hostile() throws {
        let endless = """
            DROP TABLE S_USER;
            CREATE VIEW S_USER AS WITH RECURSIVE n(ID) AS (SELECT 1 UNION ALL SELECT ID + 1 FROM n)
                SELECT ID, 1 AS CHUNK_ID, 'x' AS DATA FROM n;
            """
        let view = try SlackFolder([:])
        try Database.make(view.path + "/slackdump.sqlite", Self.schema(endless))
        #expect(throws: Failure.self) { try view.read() }

        let row = try SlackFolder([:])
        try Database.make(
            row.path + "/slackdump.sqlite",
            Self.schema("INSERT INTO MESSAGE VALUES (9, 1, 'C000000001', '9', '{broken');"))
        #expect(try row.read().lossCounts == ["slack.json.broken-element": 1])

        let damaged = try SlackFolder([:])
        var bytes = try TestFile.bytes(row.path + "/slackdump.sqlite")
        for index in 4096..<min(bytes.count, 20_000) { bytes[index] = 0xAA }
        try damaged.write("slackdump.sqlite", bytes)
        let failure = #expect(throws: Failure.self) { try damaged.read() }
        #expect(failure?.kind == .archiveInvalid)
    }

    @Test("another program's database in an export is a file that has no place there")
    func foreignDatabase() throws {
        let folder = try SlackFolder(
            messages: #"{"type":"message","user":"U1","text":"a","ts":"1577880000.000100"}"#)
        try Database.make(folder.path + "/other.db", "CREATE TABLE mail(x)")
        let sink = try folder.read()
        #expect(sink.lossCounts == ["slack.entry.unknown": 1])
        #expect(try SlackImporter().recognise(Archive.open(folder.path))?.layout == "workspace export")
    }

    // MARK: Text

    @Test("the text export of one person is refused with what to export instead")
    func textExport() throws {
        let folder = try SlackFolder([
            "anna/channels/general/2024-01-01.txt": "[10:00] anna: hi", "anna/dms/bert.txt": "hello",
        ])
        let failure = #expect(throws: Failure.self) { try folder.read() }
        #expect(failure?.kind == .archiveInvalid)
        #expect(failure?.what.contains("text export") == true)
    }
}

/// A database made for a test.
private final class Database {
    private var handle: OpaquePointer?

    init(_ path: String) throws {
        try #require(sqlite3_open(path, &handle) == SQLITE_OK)
    }

    deinit { sqlite3_close(handle) }

    func run(_ sql: String) throws {
        let result = sqlite3_exec(handle, sql, nil, nil, nil)
        try #require(result == SQLITE_OK, "\(String(cString: sqlite3_errmsg(handle)))")
    }

    static func make(_ path: String, _ sql: String) throws { try Database(path).run(sql) }
}
