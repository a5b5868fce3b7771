// SPDX-License-Identifier: Apache-2.0

/// One neutral thing read from an archive.
///
/// An importer yields records in any order and as often as it likes; the store keeps one of each key.
public enum Record: Hashable, Sendable {
    case workspace(Workspace)
    case person(Person)
    case channel(Channel)
    case membership(Membership)
    case message(Message)
    case reaction(Reaction)
    case pin(Pin)
    case attachment(Attachment)

    /// The kind of the thing; without making its key, which costs something for some.
    public var kind: RecordKind {
        switch self {
        case .workspace: .workspace
        case .person: .person
        case .channel: .channel
        case .membership: .membership
        case .message: .message
        case .reaction: .reaction
        case .pin: .pin
        case .attachment: .attachment
        }
    }

    /// The identity of the thing.
    public var key: SourceKey {
        switch self {
        case .workspace(let workspace): workspace.key.key
        case .person(let person): person.key.key
        case .channel(let channel): channel.key.key
        case .membership(let membership): membership.key
        case .message(let message): message.key.key
        case .reaction(let reaction): reaction.key
        case .pin(let pin): pin.key
        case .attachment(let attachment): attachment.key.key
        }
    }
}
