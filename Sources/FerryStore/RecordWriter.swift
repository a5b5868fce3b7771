// SPDX-License-Identifier: Apache-2.0
import FerryModel
import GRDB

/// Puts records into the store, one of each key: the newer archive wins, and nothing an older one held is lost.
///
/// Lives for one transaction of an import.
final class RecordWriter {
    private let database: Database
    private let archive: Int64
    private let keys: KeyTable
    private let statements: RecordStatements

    init(_ database: Database, archive: Int64) throws {
        self.database = database
        self.archive = archive
        keys = try KeyTable(database)
        statements = try RecordStatements(database)
    }

    func write(_ record: FerryModel.Record) throws {
        switch record {
        case .workspace(let workspace): try write(workspace)
        case .person(let person): try write(person)
        case .channel(let channel): try write(channel)
        case .membership(let membership): try write(membership)
        case .message(let message): try write(message)
        case .reaction(let reaction): try write(reaction)
        case .pin(let pin): try write(pin)
        case .attachment(let attachment): try write(attachment)
        }
    }

    func write(_ loss: Loss) throws {
        try statements.loss.execute(arguments: [
            archive, loss.code, loss.kind.rawValue, loss.state.rawValue, loss.key?.text ?? "",
            loss.place?.archive ?? "", loss.place?.entry ?? "", loss.place?.offset ?? -1,
            loss.place?.line ?? -1,
            loss.reason, loss.count,
        ])
    }

    private func write(_ workspace: Workspace) throws {
        try statements.workspace.execute(arguments: [
            keys.repeated(workspace.key.key), archive, WholeText.encode(workspace.name),
        ])
    }

    private func write(_ person: Person) throws {
        try statements.person.execute(arguments: [
            keys.repeated(person.key.key), archive, WholeText.encode(person.handle),
            WholeText.encode(person.displayName),
            TextList.encode(person.addresses), person.role.rawValue, person.departed,
            person.avatar.map { try keys.number(of: $0.key) },
        ])
    }

    private func write(_ channel: Channel) throws {
        try statements.channel.execute(arguments: [
            keys.repeated(channel.key.key), archive, keys.repeated(channel.workspace.key),
            channel.kind.rawValue,
            WholeText.encode(channel.name), WholeText.encode(channel.topic),
            WholeText.encode(channel.purpose),
            channel.createdAt?.milliseconds,
            channel.creator.map { try keys.repeated($0.key) }, channel.archived,
            TextList.encode(channel.previousNames),
        ])
    }

    private func write(_ membership: Membership) throws {
        try statements.membership.execute(arguments: [
            keys.number(of: membership.key), archive, keys.repeated(membership.channel.key),
            keys.repeated(membership.person.key), membership.joinedAt?.milliseconds,
            membership.leftAt?.milliseconds,
        ])
    }

    private func write(_ message: Message) throws {
        try statements.message.execute(arguments: [
            keys.number(of: message.key.key), archive, keys.repeated(message.channel.key),
            keys.repeated(message.author.key), message.authorName.map { WholeText.encode($0) },
            message.sentAt.milliseconds, message.order,
            message.editedAt?.milliseconds, message.deletedAt?.milliseconds,
            message.threadRoot.map { try keys.number(of: $0.key) },
            message.replyTo.map { try keys.number(of: $0.key) }, message.broadcast,
            MessageKindCodec.encode(message.kind), RichTextCodec.encode(message.body),
            message.attachments.isEmpty ? "" : TextList.encode(message.attachments.map(\.key.text)),
        ])
    }

    private func write(_ reaction: Reaction) throws {
        try statements.reaction.execute(arguments: [
            keys.number(of: reaction.key), archive, keys.repeated(reaction.channel.key),
            keys.number(of: reaction.message.key), keys.repeated(reaction.person.key),
            WholeText.encode(reaction.emoji.name),
            reaction.emoji.characters.map { WholeText.encode($0) },
            reaction.emoji.image.map { try keys.number(of: $0.key) },
            reaction.reactedAt?.milliseconds,
        ])
    }

    private func write(_ pin: Pin) throws {
        try statements.pin.execute(arguments: [
            keys.number(of: pin.key), archive, keys.repeated(pin.channel.key),
            keys.number(of: pin.message.key),
            pin.person.map { try keys.repeated($0.key) }, pin.pinnedAt?.milliseconds,
        ])
    }

    private func write(_ attachment: Attachment) throws {
        var entry: String?
        var missing: String?
        switch attachment.location {
        case .entry(let name): entry = name
        case .missing(let code): missing = code
        }
        try statements.attachment.execute(arguments: [
            keys.number(of: attachment.key.key), archive, WholeText.encode(attachment.name),
            WholeText.encode(attachment.mediaType),
            attachment.declaredSize, attachment.pixels?.width, attachment.pixels?.height, entry, missing,
            attachment.link,
        ])
    }
}
