// SPDX-License-Identifier: Apache-2.0

/// A file that belongs to a message, or the picture of a person or an emoji; becomes media.
public struct Attachment: Hashable, Sendable {
    /// Where the bytes are.
    public enum Location: Hashable, Sendable {
        /// In an entry of the archive that named the attachment.
        case entry(String)
        /// Nowhere; the reason is a loss code such as `slack.file.not-in-archive`.
        case missing(code: String)
    }

    /// Its identity.
    public var key: AttachmentKey
    /// The file's name as people know it.
    public var name: String
    /// The media type as stated, empty when not stated.
    public var mediaType: String
    /// The number of bytes as stated, if stated.
    public var declaredSize: Int64?
    /// Width and height in pixels as stated, if stated.
    public var pixels: PixelSize?
    /// Where the bytes are.
    public var location: Location
    /// Where people could look at it at the source; never a URL that carries a token.
    public var link: String?

    /// Describes an attachment.
    public init(
        key: AttachmentKey, name: String, mediaType: String = "", declaredSize: Int64? = nil,
        pixels: PixelSize? = nil, location: Location, link: String? = nil
    ) {
        self.key = key
        self.name = name
        self.mediaType = mediaType
        self.declaredSize = declaredSize
        self.pixels = pixels
        self.location = location
        self.link = link
    }
}

/// The size of a picture in pixels.
public struct PixelSize: Hashable, Sendable {
    /// Pixels from left to right.
    public var width: Int64
    /// Pixels from top to bottom.
    public var height: Int64

    /// Takes both in pixels.
    public init(width: Int64, height: Int64) {
        self.width = width
        self.height = height
    }
}
