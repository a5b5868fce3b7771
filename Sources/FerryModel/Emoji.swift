// SPDX-License-Identifier: Apache-2.0

/// An emoji as a source names it.
public struct Emoji: Hashable, Sendable {
    /// The source's own name without colons (`thumbsup::skin-tone-2`); part of the identity of a reaction.
    public var name: String
    /// The characters, `nil` for a custom emoji and for a name nobody knows.
    public var characters: String?
    /// The image of a custom emoji, when the archive holds it.
    public var image: AttachmentKey?

    /// Describes an emoji.
    public init(name: String, characters: String?, image: AttachmentKey? = nil) {
        self.name = name
        self.characters = characters
        self.image = image
    }

    /// What is shown where there is no image: the characters, else the name between colons.
    public var text: String { characters ?? ":\(name):" }
}
