// SPDX-License-Identifier: Apache-2.0
public import FerryModel

/// What the ids in a Teams body refer to; the importer knows, the converter asks.
public struct TeamsReferences {
    /// What `<at id="…">` stands for, with the text shown for it; `nil` when the message does not say.
    public var mention: (_ id: String, _ label: String) -> RichText.Inline?
    /// What stands in the place of `<attachment id="…">`: a card or a quote; empty for what goes with the
    /// message instead of into it, `nil` for an id that the message does not explain.
    public var attachment: (_ id: String) -> [RichText.Block]?
    /// The image of a custom emoji, by its URL; `nil` when it is not at hand.
    public var emojiImage: (_ url: String) -> AttachmentKey?

    /// A hosted picture that is at hand, so that it can stand where it stood; `nil` for one that goes with the
    /// message.
    public var image: (_ image: TeamsImage) -> AttachmentKey?

    /// States how to look things up; what is left out finds nothing.
    public init(
        mention: @escaping (String, String) -> RichText.Inline? = { _, _ in nil },
        attachment: @escaping (String) -> [RichText.Block]? = { _ in nil },
        emojiImage: @escaping (String) -> AttachmentKey? = { _ in nil },
        image: @escaping (TeamsImage) -> AttachmentKey? = { _ in nil }
    ) {
        self.mention = mention
        self.attachment = attachment
        self.emojiImage = emojiImage
        self.image = image
    }
}
