// SPDX-License-Identifier: Apache-2.0
internal import CGMime

/// What of a mail is not there to its end: it was cut off on its way into the archive.
///
/// Mails of careless programs, which leave out the last boundary or the padding of base64, are whole: counted is what
/// cannot be the end of a mail, and what lacks two of the signs of one.
struct MailCuts {
    /// Whether the mail itself ends before its end.
    let isMailCut: Bool
    /// The part that the mail ends in, unless a last boundary or the part says that it is whole.
    private let last: MimeNode?

    /// Looks at the end of a mail.
    ///
    /// - Parameters:
    ///   - isShort: whether the file that holds the mail says that there is more of it.
    ///   - endsInLine: whether the last byte of the mail is no line end, which every mail has that was sent.
    init(_ mail: MimeMail, isShort: Bool, endsInLine: Bool) {
        guard let (node, isOpen) = Self.end(of: mail) else {
            isMailCut = false
            last = nil
            return
        }
        let end = node.kind == .leaf ? node.encodedEnd : .plain
        let lacksSigns =
            isOpen ? endsInLine || isShort || end == .open : isShort && end != .whole
        isMailCut = lacksSigns || end == .broken || end == .unpadded(1) || end == .unpadded(2)
        last = isMailCut && end != .whole ? node : nil
    }

    /// Whether a part ends before its end.
    func isCut(_ node: MimeNode) -> Bool {
        last?.path == node.path || node.kind == .leaf && node.encodedEnd == .broken
    }

    /// The part that the last byte of a mail is in and whether the boundary behind it is missing; `nil` where the last
    /// boundary of the mail is there, so that all before it is.
    private static func end(of mail: MimeMail) -> (node: MimeNode, isOpen: Bool)? {
        guard var node = mail.root else { return nil }
        var object: UnsafeMutablePointer<GMimeObject>? = node.object
        var isOpen = false
        while let current = object {
            switch ferry_mime_kind_of(current) {
            case FERRY_MIME_MULTIPART:
                guard ferry_mime_is_closed(current) == 0 else { return nil }
                isOpen = true
                let count = ferry_mime_count(current)
                object = count > 0 ? ferry_mime_child(current, count - 1) : nil
            case FERRY_MIME_MESSAGE:
                object = ferry_mime_inner(current).flatMap { g_mime_message_get_mime_part($0) }
            default: object = nil
            }
            if let child = node.children.last, child.object == object { node = child }
        }
        return (node, isOpen)
    }
}
