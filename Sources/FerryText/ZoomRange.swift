// SPDX-License-Identifier: Apache-2.0
public import FerryModel

/// A stretch of a Zoom message and what Zoom says of it: an element of `rich_text` or `at_items`.
public struct ZoomRange: Hashable, Sendable {
    /// What is said of the stretch.
    public enum Format: Hashable, Sendable {
        case strong
        case emphasis
        case underline
        case strike
        /// As CSS writes colours.
        case colour(String)
        case link(String)
        case bullets
        case numbers
        case quote
        /// A heading of level 1 to 6.
        case heading(Int)
        /// A mention of a person.
        case mention(PersonKey)
        /// A mention of all people of the channel.
        case everyone
    }

    /// The first position, as the message states it.
    public var start: Int
    /// The last position, or the one behind it; which, the message does not say.
    public var end: Int
    /// What is said of the stretch.
    public var format: Format

    /// Takes both positions as stated.
    public init(start: Int, end: Int, format: Format) {
        self.start = start
        self.end = end
        self.format = format
    }
}
