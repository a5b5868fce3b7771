// SPDX-License-Identifier: Apache-2.0
internal import CGMime

/// What of a mail is not there to its end: it was cut off on its way into the archive.
///
/// A mail whose last boundary is missing may have lost parts that nothing else tells of, so it counts as cut; careless
/// programs leave it out as well, but a loss that is none harms nobody. What else is missing at the end of a mail, such
/// as the padding of base64, counts where it cannot be the end, and where two of the signs of one are missing.
struct MailCuts {
    /// Whether the mail itself ends before its end.
    let isMailCut: Bool
    /// The part that the mail ends in, unless a last boundary or the part says that it is whole.
    private let last: MimeNode?

    /// Looks at the end of a mail.
    ///
    /// - Parameters:
    ///   - rest: the bytes behind its header, if all of them are in memory.
    ///   - isShort: whether the file that holds the mail says that there is more of it.
    ///   - endsInLine: whether the last byte of the mail is no line end, which every mail has that was sent.
    init(_ mail: MimeMail, _ rest: UnsafeRawBufferPointer?, isShort: Bool, endsInLine: Bool) {
        guard let (node, isOpen) = Self.end(of: mail, rest) else {
            isMailCut = false
            last = nil
            return
        }
        let end = node.kind == .leaf ? node.encodedEnd : .plain
        let lacksSigns =
            isOpen ? endsInLine || isShort || end == .open : isShort && end != .whole
        let isLastCut = lacksSigns || end == .broken || end == .unpadded(1) || end == .unpadded(2)
        isMailCut = isOpen || isLastCut
        last = isLastCut && end != .whole ? node : nil
    }

    /// Whether a part ends before its end.
    func isCut(_ node: MimeNode) -> Bool {
        last?.path == node.path || node.kind == .leaf && node.encodedEnd == .broken
    }

    /// The part that the last byte of a mail is in and whether the boundary behind it is missing; `nil` where the last
    /// boundary of the mail is there, so that all before it is.
    private static func end(of mail: MimeMail, _ rest: UnsafeRawBufferPointer?) -> (
        node: MimeNode, isOpen: Bool
    )? {
        guard var node = mail.root else { return nil }
        var object: UnsafeMutablePointer<GMimeObject>? = node.object
        var isOpen = false
        // GMime takes a mail for closed that ends in the headers of a part behind a closed one.
        if let rest, let boundary = node.parameter("boundary"), node.kind == .group {
            isOpen = !isClosed(rest, boundary)
            if !isOpen { return nil }
        }
        while let current = object {
            switch ferry_mime_kind_of(current) {
            case FERRY_MIME_MULTIPART:
                guard ferry_mime_is_closed(current) == 0 else {
                    // The parts are whole together, but what they stand in may not be.
                    return isOpen ? (node, isOpen) : nil
                }
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

    /// Whether the line that ends a mail of several parts is among its bytes (RFC 2046 section 5.1.1).
    private static func isClosed(_ bytes: UnsafeRawBufferPointer, _ boundary: String) -> Bool {
        let line = "--" + boundary + "--"
        var start = 0
        while let base = bytes.baseAddress, start < bytes.count,
            let found = ferry_find(base + start, bytes.count - start, line, line.utf8.count)
        {
            let place = found - base
            if place == 0 || bytes[place - 1] == 10 { return true }
            start = place + 1
        }
        return false
    }
}
