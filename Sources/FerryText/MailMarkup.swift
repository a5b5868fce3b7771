// SPDX-License-Identifier: Apache-2.0
public import FerryModel

/// Reads the HTML of mails: layout tables as the text in them, pictures that came with the mail in their place, quoted
/// mails and signatures folded.
public struct MailMarkup {
    /// A body as read.
    public struct Body: Sendable {
        /// What was said.
        public var text: RichText
        /// The Content-IDs and locations of the pictures that have a place in the text.
        public var placed: Set<String>
        /// Whether the body was larger or deeper than any that people write, and was cut.
        public var isCut: Bool
        /// Whether pictures are written into the HTML itself, which have no place in the text.
        public var holdsPictures: Bool
    }

    private let images: (String) -> AttachmentKey?
    private let folds: Bool
    private let limits: HTMLLimits

    /// Makes a reader.
    ///
    /// - Parameters:
    ///   - folds: whether quoted mails and signatures are folded.
    ///   - images: the picture of a Content-ID (without `cid:`) or a Content-Location, if it came with the mail.
    public init(
        folds: Bool, limits: HTMLLimits = .init(), images: @escaping (String) -> AttachmentKey? = { _ in nil }
    ) {
        self.folds = folds
        self.limits = limits
        self.images = images
    }

    /// The body of a mail. Any text is accepted.
    public func read(_ html: String) -> Body {
        let fragment = HTMLFragment(html, limits: limits)
        let nodes = folds ? MailQuotes.marked(fragment.nodes) : fragment.nodes
        var reader = HTMLReader(MailDialect(images: images))
        let text = reader.read(nodes)
        return Body(
            text: text, placed: reader.dialect.placed, isCut: fragment.isCut,
            holdsPictures: reader.dialect.holdsPictures)
    }
}
