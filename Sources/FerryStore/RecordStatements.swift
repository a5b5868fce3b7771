// SPDX-License-Identifier: Apache-2.0
import GRDB

/// The upserts of an import, prepared once.
///
/// Each says for its table what "the newer archive wins, nothing is lost" means: an empty or missing value never
/// replaces a stated one, the later edit wins, a deletion keeps the text it deletes.
struct RecordStatements {
    let workspace: Statement
    let person: Statement
    let channel: Statement
    let membership: Statement
    let message: Statement
    let reaction: Statement
    let pin: Statement
    let attachment: Statement
    let loss: Statement
    let position: Statement

    /// The statement that fills a table.
    subscript(table: RecordTable) -> Statement {
        switch table {
        case .workspace: workspace
        case .person: person
        case .channel: channel
        case .membership: membership
        case .message: message
        case .reaction: reaction
        case .pin: pin
        case .attachment: attachment
        case .loss: loss
        }
    }

    init(_ database: Database) throws {
        workspace = try database.makeStatement(
            sql: """
                INSERT INTO workspace(id, archive, name, emoji) VALUES (?, ?, ?, ?)
                ON CONFLICT(id) DO UPDATE SET name = iif(excluded.name <> '', excluded.name, name),
                    emoji = iif(excluded.emoji <> '', excluded.emoji, emoji)
                """)
        person = try database.makeStatement(sql: Self.person)
        channel = try database.makeStatement(sql: Self.channel)
        membership = try database.makeStatement(
            sql: """
                INSERT INTO membership(id, archive, channel, person, joined_at, left_at, role, guess)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT(id) DO UPDATE SET joined_at = coalesce(excluded.joined_at, joined_at),
                    left_at = iif(left_at IS NULL AND excluded.left_at < joined_at, NULL, excluded.left_at),
                    role = iif(excluded.role = 'unstated', role, excluded.role), guess = excluded.guess
                WHERE excluded.guess = 0 OR guess = 1 OR excluded.joined_at > left_at
                """)
        message = try database.makeStatement(sql: Self.message)
        reaction = try database.makeStatement(
            sql: """
                INSERT INTO reaction(
                    id, archive, channel, message, person, emoji, characters, image, reacted_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT(id) DO UPDATE SET characters = coalesce(excluded.characters, characters),
                    image = coalesce(excluded.image, image), reacted_at = coalesce(excluded.reacted_at, reacted_at)
                """)
        pin = try database.makeStatement(
            sql: """
                INSERT INTO pin(id, archive, channel, message, person, pinned_at) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT(id) DO UPDATE SET person = coalesce(excluded.person, person),
                    pinned_at = coalesce(excluded.pinned_at, pinned_at)
                """)
        attachment = try database.makeStatement(sql: Self.attachment)
        loss = try database.makeStatement(
            sql: """
                INSERT INTO loss(archive, code, kind, state, key, path, entry, offset, line, reason, count)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT(archive, code, kind, key, entry, offset, line) DO NOTHING
                """)
        position = try database.makeStatement(sql: "UPDATE archive SET position = ? WHERE id = ?")
    }

    private static let person = """
        INSERT INTO person(id, archive, handle, name, addresses, role, departed, avatar)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT(id) DO UPDATE SET
            handle = iif(excluded.handle <> '', excluded.handle, handle),
            name = iif(excluded.name <> '', excluded.name, name),
            addresses = iif(excluded.addresses <> '', excluded.addresses, addresses),
            role = iif(excluded.role <> 'unknown', excluded.role, role),
            departed = iif(excluded.role <> 'unknown', excluded.departed, departed),
            avatar = coalesce(excluded.avatar, avatar)
        WHERE excluded.role <> 'unknown' OR role = 'unknown'
        """

    private static let channel = """
        INSERT INTO channel(
            id, archive, workspace, kind, name, topic, purpose, created_at, creator, archived, previous_names)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
        ON CONFLICT(id) DO UPDATE SET
            workspace = iif(?12 AND kind <> 'unknown', workspace, excluded.workspace),
            kind = iif(?12 AND kind <> 'unknown', kind, excluded.kind),
            name = iif(excluded.name <> '', excluded.name, name),
            topic = iif(?12 AND excluded.topic = '', topic, excluded.topic),
            purpose = iif(?12 AND excluded.purpose = '', purpose, excluded.purpose),
            created_at = coalesce(excluded.created_at, created_at), creator = coalesce(excluded.creator, creator),
            archived = iif(?12, max(excluded.archived, archived), excluded.archived),
            previous_names = iif(?12, previous_names, excluded.previous_names)
        WHERE excluded.kind <> 'unknown' OR kind = 'unknown'
        """

    private static let message = """
        INSERT INTO message(
            id, archive, channel, author, author_name, sent_at, ord, edited_at, deleted_at, root, reply_to,
            broadcast, kind, body, attachments, envelope)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT(id) DO UPDATE SET
            author = iif(excluded.deleted_at IS NULL, excluded.author, author),
            author_name = coalesce(excluded.author_name, author_name),
            edited_at = coalesce(excluded.edited_at, edited_at), deleted_at = coalesce(excluded.deleted_at, deleted_at),
            root = coalesce(excluded.root, root), reply_to = coalesce(excluded.reply_to, reply_to),
            broadcast = max(excluded.broadcast, broadcast),
            kind = iif(excluded.deleted_at IS NULL, excluded.kind, kind),
            body = iif(excluded.deleted_at IS NULL, excluded.body, body),
            attachments = iif(excluded.deleted_at IS NULL, excluded.attachments, attachments),
            envelope = coalesce(excluded.envelope, envelope)
        WHERE (coalesce(excluded.edited_at, 0) >= coalesce(edited_at, 0) OR excluded.deleted_at IS NOT NULL)
            AND (excluded.kind <> '["other","stub"]' OR kind = '["other","stub"]')
        """

    private static let attachment = """
        INSERT INTO attachment(
            id, archive, origin, name, media_type, declared_size, width, height, entry, missing, link)
        VALUES (?1, ?2, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
        ON CONFLICT(id) DO UPDATE SET
            archive = iif(digest IS NULL, excluded.archive, archive),
            name = iif(excluded.name <> '', excluded.name, name),
            media_type = iif(excluded.media_type <> '', excluded.media_type, media_type),
            declared_size = coalesce(excluded.declared_size, declared_size),
            width = coalesce(excluded.width, width), height = coalesce(excluded.height, height),
            entry = iif(digest IS NULL, excluded.entry, entry),
            missing = iif(digest IS NULL, excluded.missing, NULL), link = coalesce(excluded.link, link)
        """
}
