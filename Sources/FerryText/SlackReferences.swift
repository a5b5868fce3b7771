// SPDX-License-Identifier: Apache-2.0
public import FerryModel

/// What the ids in Slack's markup refer to; the importer knows, the converters ask.
public struct SlackReferences {
    /// Many small readers hold what there is to ask; one reference is cheaper to hand on than seven closures.
    private final class Answers {
        let person: (String) -> PersonKey
        let personName: (String) -> String?
        let channel: (String) -> ChannelKey
        let channelName: (String) -> String?
        let message: (_ channel: String, _ ts: String) -> MessageKey?
        let emojiImage: (String) -> AttachmentKey?
        let emojiName: (String) -> String

        init(
            _ person: @escaping (String) -> PersonKey, _ personName: @escaping (String) -> String?,
            _ channel: @escaping (String) -> ChannelKey, _ channelName: @escaping (String) -> String?,
            _ message: @escaping (String, String) -> MessageKey?,
            _ emojiImage: @escaping (String) -> AttachmentKey?, _ emojiName: @escaping (String) -> String
        ) {
            self.person = person
            self.personName = personName
            self.channel = channel
            self.channelName = channelName
            self.message = message
            self.emojiImage = emojiImage
            self.emojiName = emojiName
        }
    }

    private let answers: Answers

    /// The title of a file of the message that is read, `nil` when it has none with the id.
    public var fileTitle: (String) -> String? = { _ in nil }

    /// States how to look things up; what is left out finds nothing.
    ///
    /// - Parameters:
    ///   - person: the key of the person with a user or bot id.
    ///   - personName: the name to show for a person where the markup states none, `nil` when nobody knows it.
    ///   - channel: the key of the channel with an id.
    ///   - channelName: the name to show for a channel where the markup states none, `nil` when nobody knows it.
    ///   - message: the key of the message in a channel with a `ts`, `nil` when the channel is not one of the
    ///     archive's.
    ///   - emojiImage: the image of a custom emoji, `nil` when the archive does not hold it.
    ///   - emojiName: the name that another name of an emoji stands for; the same where it is no other name.
    public init(
        person: @escaping (String) -> PersonKey, personName: @escaping (String) -> String? = { _ in nil },
        channel: @escaping (String) -> ChannelKey, channelName: @escaping (String) -> String? = { _ in nil },
        message: @escaping (String, String) -> MessageKey? = { _, _ in nil },
        emojiImage: @escaping (String) -> AttachmentKey? = { _ in nil },
        emojiName: @escaping (String) -> String = { $0 }
    ) {
        answers = Answers(person, personName, channel, channelName, message, emojiImage, emojiName)
    }

    /// The key of the person with a user or bot id.
    public func person(_ id: String) -> PersonKey { answers.person(id) }

    /// The name to show for a person where the markup states none, `nil` when nobody knows it.
    public func personName(_ id: String) -> String? { answers.personName(id) }

    /// The key of the channel with an id.
    public func channel(_ id: String) -> ChannelKey { answers.channel(id) }

    /// The name to show for a channel where the markup states none, `nil` when nobody knows it.
    public func channelName(_ id: String) -> String? { answers.channelName(id) }

    /// The key of the message in a channel with a `ts`, `nil` when the channel is not one of the archive's.
    public func message(_ channel: String, _ ts: String) -> MessageKey? { answers.message(channel, ts) }

    /// The emoji with a shortcode, known or not.
    public func emoji(named name: String) -> Emoji {
        let characters =
            EmojiNames.characters(named: name) ?? EmojiNames.characters(named: answers.emojiName(name))
        return Emoji(
            name: name, characters: characters, image: characters == nil ? answers.emojiImage(name) : nil)
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
