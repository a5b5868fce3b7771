// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel

/// Writes records down as rows, one value for each parameter of their table's statement.
struct RecordEncoder {
    // Persons and channels repeat with every message. So many fill a table of 131,072 places, about 15 MB with their
    // texts; a few more would double it.
    private static let repeatedLimit = 98_000

    // Planning cuts what is longer than an event, some 60 kB; it is to read each message back at little cost.
    private static let bodyLimit = 4 << 20
    private static let keptText = 1 << 20

    private let archive: Int64
    private var rows = RowBuffer()
    private var json = JSONWriter(reservingCapacity: 4096)
    private var repeated: [SourceKey: UInt32] = [:]
    private var lastChannel: (key: SourceKey, place: UInt32)?
    private var prefixes: [KeyPrefix?] = RecordKind.allCases.map { _ in nil }

    init(archive: Int64) { self.archive = archive }

    /// How many rows wait to be handed over.
    var count: Int { rows.rows }
    /// How many bytes they take.
    var byteCount: Int { rows.count }

    /// Hands over the rows and begins anew, in an empty buffer where one is given.
    mutating func handOver(for empty: RowBuffer?) -> RowBuffer {
        defer { rows = empty ?? RowBuffer() }
        return rows
    }

    mutating func add(_ record: Record) {
        switch record {
        case .workspace(let workspace): add(workspace)
        case .person(let person): add(person)
        case .channel(let channel): add(channel)
        case .membership(let membership): add(membership)
        case .message(let message):
            let isWhole = add(message)
            rows.end()
            if !isWhole { add(Self.loss(of: message)) }
            return
        case .reaction(let reaction): add(reaction)
        case .pin(let pin): add(pin)
        case .attachment(let attachment): add(attachment)
        }
        rows.end()
    }

    mutating func add(_ loss: Loss) {
        rows.begin(.loss)
        rows.add(archive)
        rows.add(loss.code)
        rows.add(loss.kind.rawValue)
        rows.add(loss.state.rawValue)
        rows.add(loss.key?.text ?? "")
        rows.add(loss.place?.archive ?? "")
        rows.add(loss.place?.entry ?? "")
        rows.add(loss.place?.offset ?? -1)
        rows.add(Int64(loss.place?.line ?? -1))
        rows.add(loss.reason)
        rows.add(Int64(loss.count))
        rows.end()
    }

    private mutating func add(_ workspace: Workspace) {
        rows.begin(.workspace)
        add(repeated: workspace.key.key)
        rows.add(archive)
        rows.add(workspace.name)
        // Names and keys in turn.
        rows.add(TextList.encode(workspace.emoji.flatMap { [$0.name, $0.image?.key.text ?? ""] }))
    }

    private mutating func add(_ person: Person) {
        rows.begin(.person)
        add(repeated: person.key.key)
        rows.add(archive)
        rows.add(person.handle)
        rows.add(person.displayName)
        rows.add(TextList.encode(person.addresses))
        rows.add(person.role.rawValue)
        rows.add(person.departed)
        add(.key, person.avatar?.key)
    }

    private mutating func add(_ channel: Channel) {
        rows.begin(.channel)
        add(repeated: channel.key.key)
        rows.add(archive)
        add(repeated: channel.workspace.key)
        rows.add(channel.kind.rawValue)
        rows.add(channel.name)
        rows.add(channel.topic)
        rows.add(channel.purpose)
        rows.add(channel.createdAt?.milliseconds)
        add(repeated: channel.creator?.key)
        rows.add(channel.archived)
        rows.add(TextList.encode(channel.previousNames))
        rows.add(channel.isPartial)
    }

    private mutating func add(_ membership: Membership) {
        rows.begin(.membership)
        add(.key, membership.key)
        rows.add(archive)
        add(repeated: membership.channel.key)
        add(repeated: membership.person.key)
        rows.add(membership.joinedAt?.milliseconds)
        rows.add(membership.leftAt?.milliseconds)
        rows.add(membership.role.rawValue)
        rows.add(membership.isGuess)
    }

    private static func loss(of message: Message) -> Loss {
        Loss(
            code: "message.body.cut", kind: .message, state: .carriedWithLoss, key: message.key.key,
            reason: "the text is longer than any that people write; its beginning is carried")
    }

    /// Writes a message down; `false` when its text was too long and only the beginning is there.
    private mutating func add(_ message: Message) -> Bool {
        rows.begin(.message)
        add(.recentKey, message.key.key)
        rows.add(archive)
        add(repeated: message.channel.key)
        add(repeated: message.author.key)
        rows.add(message.authorName)
        rows.add(message.sentAt.milliseconds)
        rows.add(message.order)
        rows.add(message.editedAt?.milliseconds)
        rows.add(message.deletedAt?.milliseconds)
        add(.olderKey, message.threadRoot?.key)
        add(.olderKey, message.replyTo?.key)
        rows.add(message.broadcast)
        rows.add(MessageKindCodec.encode(message.kind))
        let isWhole = add(message.body)
        rows.add(message.attachments.isEmpty ? "" : TextList.encode(message.attachments.map(\.key.text)))
        rows.add(message.envelope.map { EnvelopeCodec.encode($0) })
        return isWhole
    }

    private mutating func add(_ body: RichText) -> Bool {
        if let plain = RichTextCodec.plainText(body), plain.utf8.count <= Self.bodyLimit {
            rows.add(plain)
            return true
        }
        json.reset()
        RichTextCodec.encode(body, to: &json)
        let isWhole = json.bytes.count <= Self.bodyLimit
        if !isWhole {
            // What it grew to would stay with it.
            json = JSONWriter(reservingCapacity: 4096)
            RichTextCodec.encode(body.shortened(to: Self.keptText), to: &json)
        }
        rows.add(utf8: json.bytes)
        return isWhole
    }

    private mutating func add(_ reaction: Reaction) {
        rows.begin(.reaction)
        add(keyOf: reaction)
        rows.add(archive)
        add(repeated: reaction.channel.key)
        add(.recentKey, reaction.message.key)
        add(repeated: reaction.person.key)
        rows.add(reaction.emoji.name)
        rows.add(reaction.emoji.characters)
        add(repeated: reaction.emoji.image?.key)
        rows.add(reaction.reactedAt?.milliseconds)
    }

    private mutating func add(_ pin: Pin) {
        rows.begin(.pin)
        add(.key, pin.key)
        rows.add(archive)
        add(repeated: pin.channel.key)
        add(.olderKey, pin.message.key)
        add(repeated: pin.person?.key)
        rows.add(pin.pinnedAt?.milliseconds)
    }

    private mutating func add(_ attachment: Attachment) {
        var entry: String?
        var missing: String?
        switch attachment.location {
        case .entry(let name): entry = name
        case .missing(let code): missing = code
        }
        rows.begin(.attachment)
        add(.key, attachment.key.key)
        rows.add(archive)
        // Another control character than the one that ends a text: planning leaves it out of the name, and says so.
        rows.beginText(.text)
        rows.append(attachment.name, nul: "\u{1}")
        rows.endText()
        rows.add(attachment.mediaType)
        rows.add(attachment.declaredSize)
        rows.add(attachment.pixels?.width)
        rows.add(attachment.pixels?.height)
        rows.add(entry)
        rows.add(missing)
        rows.add(attachment.link)
    }

    // MARK: Keys

    private mutating func add(_ field: RowBuffer.Field, _ key: SourceKey?) {
        guard let key else { return rows.add(.null) }
        rows.beginText(field)
        appendPrefix(of: key, key.kind)
        rows.append(key.id, nul: Self.nul)
        rows.endText()
    }

    /// The key that `Reaction.key` makes, without making it.
    private mutating func add(keyOf reaction: Reaction) {
        rows.beginText(.key)
        appendPrefix(of: reaction.message.key, .reaction)
        rows.append(reaction.message.key.id, nul: Self.nul)
        rows.append(UInt8(ascii: "/"))
        rows.append(reaction.emoji.name, nul: Self.nul)
        rows.append(UInt8(ascii: "/"))
        rows.append(reaction.person.key.id, nul: Self.nul)
        rows.endText()
    }

    private mutating func add(repeated key: SourceKey?) {
        guard let key else { return rows.add(.null) }
        // The same channel comes with every message.
        if let lastChannel, lastChannel.key == key { return rows.add(repeatedKey: lastChannel.place) }
        if let place = repeated[key] {
            if key.kind == .channel { lastChannel = (key, place) }
            return rows.add(repeatedKey: place)
        }
        if repeated.count >= Self.repeatedLimit {
            repeated.removeAll(keepingCapacity: true)
            lastChannel = nil
            rows.add(.forgetRepeatedKeys)
        }
        repeated[key] = UInt32(repeated.count)
        add(.newRepeatedKey, key)
    }

    // Two ids that differ behind a NUL stay two.
    private static let nul = "\u{FFFD}"

    private mutating func appendPrefix(of key: SourceKey, _ kind: RecordKind) {
        let known = prefixes[kind.ordinal]
        let prefix: KeyPrefix
        if let known, known.fits(key) { prefix = known } else { prefix = KeyPrefix(of: key, kind) }
        prefixes[kind.ordinal] = prefix
        prefix.bytes.withUnsafeBytes { rows.append($0) }
    }
}

/// What stands before the id in the text of a key; the same for millions of them.
private struct KeyPrefix {
    let bytes: [UInt8]
    private let like: SourceKey

    init(of key: SourceKey, _ kind: RecordKind) {
        like = key.sibling(kind, id: "")
        bytes = Array(WholeText.encode(like.text, nul: "\u{FFFD}").utf8)
    }

    func fits(_ key: SourceKey) -> Bool { like.isInWorkspace(of: key) }
}
