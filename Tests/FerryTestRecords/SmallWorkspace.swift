// SPDX-License-Identifier: Apache-2.0
public import FerryModel

/// Records of a workspace in few words. Times are seconds since 1970; the place in the channel follows the time.
public enum SmallWorkspace {
    /// The key of a thing of the workspace.
    public static func key(_ kind: RecordKind, _ id: String) -> SourceKey {
        SourceKey(.slack, workspace: "T1", kind, id: id)
    }

    /// The key of a person.
    public static func person(_ id: String) -> PersonKey { PersonKey(key(.person, id)) }
    /// The key of a channel.
    public static func channel(_ id: String) -> ChannelKey { ChannelKey(key(.channel, id)) }
    /// The key of a message.
    public static func message(_ id: String) -> MessageKey { MessageKey(key(.message, id)) }
    /// The key of an attachment.
    public static func attachment(_ id: String) -> AttachmentKey { AttachmentKey(key(.attachment, id)) }
    /// A moment.
    public static func time(_ seconds: Int64) -> Timestamp { Timestamp(seconds: seconds) }

    /// The workspace.
    public static let workspace = Record.workspace(
        Workspace(key: WorkspaceKey(key(.workspace, "T1")), name: "Town Hall"))

    /// A person called by its id.
    public static func who(
        _ id: String, name: String? = nil, mail: String? = nil, role: Person.Role = .member,
        departed: Bool = false, avatar: String? = nil
    ) -> Record {
        .person(
            Person(
                key: person(id), handle: id, displayName: name ?? id.uppercased(),
                addresses: mail.map { [$0] } ?? [], role: role, departed: departed,
                avatar: avatar.map { attachment($0) }))
    }

    /// A channel called by its id, made at second 1000.
    public static func room(
        _ id: String, _ kind: Channel.Kind = .public, topic: String = "", archived: Bool = false,
        creator: String? = nil, madeAt: Int64? = 1000
    ) -> Record {
        .channel(
            Channel(
                key: channel(id), workspace: WorkspaceKey(key(.workspace, "T1")), kind: kind,
                name: kind == .direct ? "" : id, topic: topic, createdAt: madeAt.map { time($0) },
                creator: creator.map { person($0) }, archived: archived))
    }

    /// A membership.
    public static func member(
        _ who: String, of room: String, joined: Int64? = nil, left: Int64? = nil,
        role: Membership.Role = .member, guess: Bool = false
    ) -> Record {
        .membership(
            Membership(
                channel: channel(room), person: person(who), joinedAt: joined.map { time($0) },
                leftAt: left.map { time($0) }, role: role, isGuess: guess))
    }

    /// A message, to be changed before it is made a record.
    public static func said(
        _ id: String, in room: String, by who: String, at seconds: Int64, _ text: String = "",
        kind: Message.Kind = .text, root: String? = nil, edited: Int64? = nil, deleted: Int64? = nil,
        files: [String] = []
    ) -> Message {
        Message(
            key: message(id), channel: channel(room), author: person(who), sentAt: time(seconds),
            order: seconds * 1_000_000, editedAt: edited.map { time($0) },
            deletedAt: deleted.map { time($0) },
            threadRoot: root.map { message($0) }, kind: kind, body: RichText(plain: text),
            attachments: files.map { attachment($0) })
    }

    /// A message as a record.
    public static func message(
        _ id: String, in room: String, by who: String, at seconds: Int64, _ text: String,
        kind: Message.Kind = .text, root: String? = nil, edited: Int64? = nil, deleted: Int64? = nil,
        files: [String] = []
    ) -> Record {
        .message(
            said(
                id, in: room, by: who, at: seconds, text, kind: kind, root: root, edited: edited,
                deleted: deleted, files: files))
    }

    /// A reaction with characters, or with the name of a custom emoji between colons.
    public static func reaction(
        _ shown: String, to id: String, in room: String, by who: String, at seconds: Int64? = nil,
        name: String? = nil
    ) -> Record {
        let isCustom = shown.hasPrefix(":")
        let emoji = Emoji(
            name: name ?? (isCustom ? String(shown.dropFirst().dropLast()) : shown),
            characters: isCustom ? nil : shown)
        return .reaction(
            Reaction(
                message: message(id), channel: channel(room), person: person(who), emoji: emoji,
                reactedAt: seconds.map { time($0) }))
    }

    /// A pin.
    public static func pin(_ id: String, in room: String, at seconds: Int64? = nil) -> Record {
        .pin(Pin(channel: channel(room), message: message(id), pinnedAt: seconds.map { time($0) }))
    }

    /// A file in an entry of the archive, or missing from it.
    public static func file(
        _ id: String, name: String = "plan.pdf", type: String = "application/pdf", entry: String? = nil,
        missing: String = "slack.file.not-in-archive", link: String? = nil
    ) -> Record {
        .attachment(
            Attachment(
                key: attachment(id), name: name, mediaType: type,
                location: entry.map { .entry($0) } ?? .missing(code: missing), link: link))
    }
}
