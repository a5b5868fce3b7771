// SPDX-License-Identifier: Apache-2.0
public import FerryModel
import FerryStore

/// What the configuration leaves out. All that is left out is counted as not carried, by reason.
public struct PlanFilter: Hashable, Sendable {
    /// A kind of message that can be left out.
    public enum MessageGroup: String, Sendable, CaseIterable {
        /// What happened to a channel: joins, names, topics and so on.
        case system
        case call
        case poll
        case card
        /// What machines said.
        case bot
    }

    /// The first moment that is carried.
    public var since: Timestamp?
    /// The first moment that is not carried any more.
    public var until: Timestamp?
    /// The first moment that is still to be kept, by the rule on how long messages are.
    public var retainedSince: Timestamp?
    /// The kinds of message that are not carried.
    public var messages: [MessageGroup]
    /// The kinds of channel that are not carried.
    public var channels: [Channel.Kind]
    /// Whether files are carried.
    public var files: Bool

    /// Leaves nothing out, unless told to.
    public init(
        since: Timestamp? = nil, until: Timestamp? = nil, retainedSince: Timestamp? = nil,
        messages: [MessageGroup] = [],
        channels: [Channel.Kind] = [], files: Bool = true
    ) {
        self.since = since
        self.until = until
        self.retainedSince = retainedSince
        self.messages = messages
        self.channels = channels
        self.files = files
    }

    /// Why something is left out: a stable code and one sentence.
    struct Reason: Hashable {
        let code: String
        let text: String

        static let person = Reason(
            code: "filter.person", text: "mappings/people.csv leaves this person out")
        static let mapping = Reason(
            code: "filter.channel", text: "mappings/rooms.csv leaves this channel out")
        static let channelKind = Reason(
            code: "filter.channel-kind", text: "the configuration leaves out channels of this kind")
        static let early = Reason(
            code: "filter.before", text: "it is older than what the configuration carries")
        static let late = Reason(
            code: "filter.after", text: "it is newer than what the configuration carries")
        static let expired = Reason(
            code: "filter.retention", text: "it is older than messages are kept")
        static let messageKind = Reason(
            code: "filter.message-kind", text: "the configuration leaves out messages of this kind")
        static let customReaction = Reason(
            code: "filter.custom-reaction", text: "the configuration leaves out reactions that are no emoji")
        static let files = Reason(code: "filter.files", text: "the configuration leaves files out")
    }

    /// Why a message is left out; `nil` if it is carried.
    func reason(_ message: StoredMessage, byBot: Bool) -> Reason? {
        if let retainedSince, message.sentAt < retainedSince { return .expired }
        if let since, message.sentAt < since { return .early }
        if let until, message.sentAt >= until { return .late }
        let group: MessageGroup? =
            switch message.kind {
            case .system(.other("stub")): nil
            case .system: .system
            case .call: .call
            case .poll: .poll
            case .card: .card
            case .text, .emote, .notice: byBot ? .bot : nil
            }
        return group.map(messages.contains) == true ? .messageKind : nil
    }
}
