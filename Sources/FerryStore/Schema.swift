// SPDX-License-Identifier: Apache-2.0
import FerryModel
import GRDB

/// The tables, as named migrations that are only ever added to.
///
/// Every source key is stored once in `source_key`; all other tables use its number. Keys may be mentioned
/// before the thing itself is read, so there are no foreign keys between records.
enum Schema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("2026-11 records") { try $0.execute(sql: records) }
        migrator.registerMigration("2026-11 plan and journal") { try $0.execute(sql: planAndJournal) }
        migrator.registerMigration("2026-11 emoji of workspaces") {
            try $0.execute(sql: "ALTER TABLE workspace ADD COLUMN emoji TEXT NOT NULL DEFAULT ''")
        }
        migrator.registerMigration("2026-11 rollback") { try $0.execute(sql: rollback) }
        migrator.registerMigration("2026-11 roles and envelopes") {
            try $0.execute(
                sql: """
                    ALTER TABLE membership ADD COLUMN role TEXT NOT NULL DEFAULT 'member';
                    ALTER TABLE message ADD COLUMN envelope TEXT;
                    """)
        }
        // What is being read, and how far the records kept of it reach.
        migrator.registerMigration("2026-11 interrupted imports") {
            try $0.execute(
                sql: """
                    ALTER TABLE archive ADD COLUMN reading TEXT;
                    ALTER TABLE archive ADD COLUMN position TEXT;
                    """)
        }
        migrator.registerMigration("2026-11 guessed memberships") {
            try $0.execute(sql: "ALTER TABLE membership ADD COLUMN guess INTEGER NOT NULL DEFAULT 0")
        }
        migrator.registerMigration("2026-11 channels of workspaces") {
            try $0.execute(sql: "CREATE INDEX channel_in_workspace ON channel(workspace, kind)")
        }
        return migrator
    }

    /// A store written by a newer version is left alone.
    static func refuseNewer(_ pool: DatabasePool, path: String) throws {
        guard try pool.read({ try migrator.hasBeenSuperseded($0) }) else { return }
        throw Failure(
            .configuration, "the store was written by a newer version of matrix-ferry", at: path,
            remedy: "use that version or a newer one")
    }

    private static let records = """
        CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

        CREATE TABLE source_key(id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;

        CREATE TABLE archive(
            id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, digest TEXT NOT NULL, source TEXT NOT NULL,
            layout TEXT NOT NULL, lacks TEXT NOT NULL, bytes INTEGER NOT NULL, state TEXT NOT NULL,
            version TEXT NOT NULL
        ) STRICT;

        CREATE TABLE workspace(id INTEGER PRIMARY KEY, archive INTEGER NOT NULL, name TEXT NOT NULL) STRICT;

        CREATE TABLE person(
            id INTEGER PRIMARY KEY, archive INTEGER NOT NULL, handle TEXT NOT NULL, name TEXT NOT NULL,
            addresses TEXT NOT NULL, role TEXT NOT NULL, departed INTEGER NOT NULL, avatar INTEGER
        ) STRICT;

        CREATE TABLE channel(
            id INTEGER PRIMARY KEY, archive INTEGER NOT NULL, workspace INTEGER NOT NULL, kind TEXT NOT NULL,
            name TEXT NOT NULL, topic TEXT NOT NULL, purpose TEXT NOT NULL, created_at INTEGER,
            creator INTEGER, archived INTEGER NOT NULL, previous_names TEXT NOT NULL
        ) STRICT;

        CREATE TABLE membership(
            id INTEGER PRIMARY KEY, archive INTEGER NOT NULL, channel INTEGER NOT NULL, person INTEGER NOT NULL,
            joined_at INTEGER, left_at INTEGER
        ) STRICT;
        CREATE INDEX membership_in_channel ON membership(channel, person);

        CREATE TABLE message(
            id INTEGER PRIMARY KEY, archive INTEGER NOT NULL, channel INTEGER NOT NULL, author INTEGER NOT NULL,
            author_name TEXT, sent_at INTEGER NOT NULL, ord INTEGER NOT NULL, edited_at INTEGER,
            deleted_at INTEGER, root INTEGER, reply_to INTEGER, broadcast INTEGER NOT NULL, kind TEXT NOT NULL,
            body TEXT NOT NULL, attachments TEXT NOT NULL
        ) STRICT;
        CREATE INDEX message_in_channel ON message(channel, ord, id);

        CREATE TABLE reaction(
            id INTEGER PRIMARY KEY, archive INTEGER NOT NULL, channel INTEGER NOT NULL, message INTEGER NOT NULL,
            person INTEGER NOT NULL, emoji TEXT NOT NULL, characters TEXT, image INTEGER, reacted_at INTEGER
        ) STRICT;
        CREATE INDEX reaction_to_message ON reaction(message);

        CREATE TABLE pin(
            id INTEGER PRIMARY KEY, archive INTEGER NOT NULL, channel INTEGER NOT NULL, message INTEGER NOT NULL,
            person INTEGER, pinned_at INTEGER
        ) STRICT;
        CREATE INDEX pin_in_channel ON pin(channel);

        CREATE TABLE attachment(
            id INTEGER PRIMARY KEY, archive INTEGER NOT NULL, origin INTEGER NOT NULL, name TEXT NOT NULL,
            media_type TEXT NOT NULL, declared_size INTEGER, width INTEGER, height INTEGER, entry TEXT, missing TEXT, link TEXT,
            digest TEXT, size INTEGER
        ) STRICT;
        CREATE INDEX attachment_digest ON attachment(digest, id) WHERE digest IS NOT NULL;
        CREATE INDEX attachment_entry ON attachment(archive, entry) WHERE entry IS NOT NULL;

        CREATE TABLE loss(
            id INTEGER PRIMARY KEY, archive INTEGER NOT NULL, code TEXT NOT NULL, kind TEXT NOT NULL,
            state TEXT NOT NULL, key TEXT NOT NULL, path TEXT NOT NULL, entry TEXT NOT NULL,
            offset INTEGER NOT NULL, line INTEGER NOT NULL, reason TEXT NOT NULL, count INTEGER NOT NULL,
            UNIQUE(archive, code, kind, key, entry, offset, line)
        ) STRICT;
        """

    private static let planAndJournal = """
        CREATE TABLE plan(
            number INTEGER PRIMARY KEY, inputs TEXT NOT NULL, summary TEXT NOT NULL
        ) STRICT;

        CREATE TABLE account(
            id INTEGER PRIMARY KEY, user_id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, name TEXT NOT NULL
        ) STRICT;

        CREATE TABLE decision(
            person INTEGER PRIMARY KEY, account INTEGER NOT NULL, reason TEXT NOT NULL
        ) STRICT;

        CREATE TABLE lane(
            id INTEGER PRIMARY KEY, kind TEXT NOT NULL, key INTEGER NOT NULL, rank INTEGER NOT NULL,
            name TEXT NOT NULL, finished INTEGER NOT NULL DEFAULT 0, UNIQUE(kind, key)
        ) STRICT;
        CREATE INDEX lane_open ON lane(rank, id) WHERE finished = 0;

        CREATE TABLE operation(
            id INTEGER PRIMARY KEY, lane INTEGER NOT NULL, seq INTEGER NOT NULL, kind TEXT NOT NULL,
            key INTEGER NOT NULL, part TEXT NOT NULL, sender INTEGER NOT NULL, room INTEGER, ts INTEGER,
            type TEXT NOT NULL, state_key TEXT, payload TEXT NOT NULL, state INTEGER NOT NULL DEFAULT 0, claimed_at INTEGER,
            attempts INTEGER NOT NULL DEFAULT 0, result TEXT, note TEXT, UNIQUE(key, part), UNIQUE(lane, seq)
        ) STRICT;
        CREATE UNIQUE INDEX operation_event ON operation(result) WHERE result >= '$' AND result < '%';
        CREATE INDEX operation_abroad ON operation(room) WHERE type = 'm.space.child';
        CREATE INDEX operation_state ON operation(state, kind);

        CREATE TABLE run(
            id INTEGER PRIMARY KEY, verb TEXT NOT NULL, started_at INTEGER NOT NULL, ended_at INTEGER,
            exit_code INTEGER, summary TEXT
        ) STRICT;
        """

    // `made` outlives the operation that registered the account: a rollback sends operations back.
    private static let rollback = """
        ALTER TABLE account ADD COLUMN made INTEGER NOT NULL DEFAULT 0;

        CREATE TABLE stump(room TEXT PRIMARY KEY) STRICT;

        CREATE TABLE removal(
            id INTEGER PRIMARY KEY, kind TEXT NOT NULL, target TEXT NOT NULL, name TEXT NOT NULL, lane INTEGER,
            alias TEXT, is_space INTEGER NOT NULL, state INTEGER NOT NULL DEFAULT 0, note TEXT NOT NULL DEFAULT '',
            UNIQUE(kind, target)
        ) STRICT;
        CREATE INDEX removal_state ON removal(state, id);
        """
}
