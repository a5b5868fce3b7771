// SPDX-License-Identifier: Apache-2.0
import FerryModel
import GRDB

/// Puts records into the store, one of each key: the newer archive wins, and nothing an older one held is lost.
///
/// Lives for one transaction of an import.
final class RecordWriter {
    private let archive: Int64
    private let keys: KeyTable
    private let statements: RecordStatements

    init(_ database: Database, archive: Int64) throws {
        self.archive = archive
        keys = try KeyTable(database)
        statements = try RecordStatements(database)
    }

    func write(_ prepared: PreparedRecord) throws {
        switch prepared.record {
        case .workspace(let workspace): try write(workspace)
        case .person(let person): try write(person)
        case .channel(let channel): try write(channel)
        case .membership(let membership): try write(membership)
        case .message(let message): try write(message, body: prepared.body)
        case .reaction(let reaction): try write(reaction)
        case .pin(let pin): try write(pin)
        case .attachment(let attachment): try write(attachment)
        }
    }

    func write(_ loss: Loss) throws {
        var row = BulkRow(statements.loss)
        row.add(archive)
        row.add(loss.code)
        row.add(loss.kind.rawValue)
        row.add(loss.state.rawValue)
        row.add(loss.key?.text ?? "")
        row.add(loss.place?.archive ?? "")
        row.add(loss.place?.entry ?? "")
        row.add(loss.place?.offset ?? -1)
        row.add(Int64(loss.place?.line ?? -1))
        row.add(loss.reason)
        row.add(Int64(loss.count))
        try row.run()
    }

    func write(position: String) throws {
        var row = BulkRow(statements.position)
        row.add(position)
        row.add(archive)
        try row.run()
    }

    private func write(_ workspace: Workspace) throws {
        var row = BulkRow(statements.workspace)
        row.add(try keys.repeated(workspace.key.key))
        row.add(archive)
        row.add(workspace.name)
        // Names and keys in turn.
        row.add(TextList.encode(workspace.emoji.flatMap { [$0.name, $0.image?.key.text ?? ""] }))
        try row.run()
    }

    private func write(_ person: Person) throws {
        var row = BulkRow(statements.person)
        row.add(try keys.repeated(person.key.key))
        row.add(archive)
        row.add(person.handle)
        row.add(person.displayName)
        row.add(TextList.encode(person.addresses))
        row.add(person.role.rawValue)
        row.add(person.departed)
        row.add(try person.avatar.map { try keys.number(of: $0.key) })
        try row.run()
    }

    private func write(_ channel: Channel) throws {
        var row = BulkRow(statements.channel)
        row.add(try keys.repeated(channel.key.key))
        row.add(archive)
        row.add(try keys.repeated(channel.workspace.key))
        row.add(channel.kind.rawValue)
        row.add(channel.name)
        row.add(channel.topic)
        row.add(channel.purpose)
        row.add(channel.createdAt?.milliseconds)
        row.add(try channel.creator.map { try keys.repeated($0.key) })
        row.add(channel.archived)
        row.add(TextList.encode(channel.previousNames))
        try row.run()
    }

    private func write(_ membership: Membership) throws {
        var row = BulkRow(statements.membership)
        row.add(try keys.number(of: membership.key))
        row.add(archive)
        row.add(try keys.repeated(membership.channel.key))
        row.add(try keys.repeated(membership.person.key))
        row.add(membership.joinedAt?.milliseconds)
        row.add(membership.leftAt?.milliseconds)
        row.add(membership.role.rawValue)
        try row.run()
    }

    private func write(_ message: Message, body: [UInt8]) throws {
        var row = BulkRow(statements.message)
        row.add(try keys.recent(message.key.key))
        row.add(archive)
        row.add(try keys.repeated(message.channel.key))
        row.add(try keys.repeated(message.author.key))
        row.add(message.authorName)
        row.add(message.sentAt.milliseconds)
        row.add(message.order)
        row.add(message.editedAt?.milliseconds)
        row.add(message.deletedAt?.milliseconds)
        row.add(try message.threadRoot.map { try keys.number(of: $0.key) })
        row.add(try message.replyTo.map { try keys.number(of: $0.key) })
        row.add(message.broadcast)
        row.add(MessageKindCodec.encode(message.kind))
        row.add(utf8: body)
        row.add(message.attachments.isEmpty ? "" : TextList.encode(message.attachments.map(\.key.text)))
        row.add(message.envelope.map { EnvelopeCodec.encode($0) })
        try row.run()
    }

    private func write(_ reaction: Reaction) throws {
        var row = BulkRow(statements.reaction)
        row.add(try keys.number(of: reaction.key))
        row.add(archive)
        row.add(try keys.repeated(reaction.channel.key))
        row.add(try keys.recent(reaction.message.key))
        row.add(try keys.repeated(reaction.person.key))
        row.add(reaction.emoji.name)
        row.add(reaction.emoji.characters)
        row.add(try reaction.emoji.image.map { try keys.repeated($0.key) })
        row.add(reaction.reactedAt?.milliseconds)
        try row.run()
    }

    private func write(_ pin: Pin) throws {
        var row = BulkRow(statements.pin)
        row.add(try keys.number(of: pin.key))
        row.add(archive)
        row.add(try keys.repeated(pin.channel.key))
        row.add(try keys.number(of: pin.message.key))
        row.add(try pin.person.map { try keys.repeated($0.key) })
        row.add(pin.pinnedAt?.milliseconds)
        try row.run()
    }

    private func write(_ attachment: Attachment) throws {
        var entry: String?
        var missing: String?
        switch attachment.location {
        case .entry(let name): entry = name
        case .missing(let code): missing = code
        }
        var row = BulkRow(statements.attachment)
        row.add(try keys.number(of: attachment.key.key))
        row.add(archive)
        row.add(attachment.name)
        row.add(attachment.mediaType)
        row.add(attachment.declaredSize)
        row.add(attachment.pixels?.width)
        row.add(attachment.pixels?.height)
        row.add(entry)
        row.add(missing)
        row.add(attachment.link)
        try row.run()
    }
}
