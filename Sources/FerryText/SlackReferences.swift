// SPDX-License-Identifier: Apache-2.0
public import FerryModel

/// What the ids in Slack's markup refer to; the importer knows, the converters ask.
public struct SlackReferences {
    /// The key of the person with a user or bot id.
    public var person: (String) -> PersonKey
    /// The name to show for a person where the markup states none, `nil` when nobody knows it.
    public var personName: (String) -> String?
    /// The key of the channel with an id.
    public var channel: (String) -> ChannelKey
    /// The name to show for a channel where the markup states none, `nil` when nobody knows it.
    public var channelName: (String) -> String?
    /// The key of the message in a channel with a `ts`, `nil` when the channel is not one of the archive's.
    public var message: (_ channel: String, _ ts: String) -> MessageKey?
    /// The image of a custom emoji, `nil` when the archive does not hold it.
    public var emojiImage: (String) -> AttachmentKey?
    /// The name that another name of an emoji stands for; the same where it is no other name.
    public var emojiName: (String) -> String

    /// The title of a file of the message that is read, `nil` when it has none with the id.
    public var fileTitle: (String) -> String? = { _ in nil }

    /// States how to look things up; what is left out finds nothing.
    public init(
        person: @escaping (String) -> PersonKey, personName: @escaping (String) -> String? = { _ in nil },
        channel: @escaping (String) -> ChannelKey, channelName: @escaping (String) -> String? = { _ in nil },
        message: @escaping (String, String) -> MessageKey? = { _, _ in nil },
        emojiImage: @escaping (String) -> AttachmentKey? = { _ in nil },
        emojiName: @escaping (String) -> String = { $0 }
    ) {
        self.person = person
        self.personName = personName
        self.channel = channel
        self.channelName = channelName
        self.message = message
        self.emojiImage = emojiImage
        self.emojiName = emojiName
    }

    /// The emoji with a shortcode, known or not.
    public func emoji(named name: String) -> Emoji {
        let characters =
            EmojiNames.characters(named: name) ?? EmojiNames.characters(named: emojiName(name))
        return Emoji(name: name, characters: characters, image: characters == nil ? emojiImage(name) : nil)
    }

    func mention(_ id: String, label: String?) -> RichText.Inline {
        .mention(person(id), label: label ?? personName(id) ?? id)
    }

    func channelLink(_ id: String, label: String?) -> RichText.Inline {
        .channelLink(channel(id), label: label ?? channelName(id) ?? id)
    }

    /// A link, or a link to a message where the URL is Slack's own for one.
    func link(_ url: String, _ inlines: [RichText.Inline]) -> RichText.Inline {
        // Slack escapes URLs in some of its blocks and attachments and not in others.
        let clean = SlackSecrets.stripped(SlackEntities.decoded(url))
        if let (channel, ts) = SlackPermalink.parts(of: clean), let key = message(channel, ts) {
            return .messageLink(key, label: inlines.isEmpty ? clean : InlineText.plain(inlines))
        }
        return .link(url: clean, inlines.isEmpty ? [.text(clean)] : inlines)
    }
}
