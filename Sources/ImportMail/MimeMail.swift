// SPDX-License-Identifier: Apache-2.0
internal import CGMime
internal import FerryArchive

/// One mail, parsed by GMime within our limits; its parts read from the buffer, which must stay as it is meanwhile.
final class MimeMail {
    /// How deep parts are looked into; deeper ones are files.
    static let depthLimit = 40
    /// How many parts are looked at; the rest is left to the whole mail, which is kept as a file then.
    static let partLimit = 2_000

    private let message: UnsafeMutablePointer<GMimeMessage>
    /// The outermost part.
    let root: MimeNode?
    /// Whether there are more parts than are looked at.
    let isCut: Bool

    /// Parses a mail; `nil` for bytes without any header.
    init?(_ buffer: MailBuffer) {
        guard MimeText.isReady, let array = buffer.array else { return nil }
        let parsed =
            buffer.spool.map { ferry_mime_parse_file($0.descriptor, nil) } ?? ferry_mime_parse(array, nil)
        guard let message = parsed else { return nil }
        self.message = message
        var count = 0
        root = g_mime_message_get_mime_part(message).flatMap {
            MimeNode($0, path: "1", depth: 0, count: &count)
        }
        isCut = count > Self.partLimit
    }

    deinit { ferry_mime_release(message) }

    /// The leaf at a path such as `1.2.1`, or the part that is a file as a whole.
    func node(_ path: Substring) -> MimeNode? { root?.find(path) }
}

/// A part of a mail: a text, a file, or several parts together. Valid while its mail is.
struct MimeNode {
    /// What kind of part it is.
    enum Kind {
        case leaf
        case group
        /// A mail inside the mail.
        case mail
    }

    let object: UnsafeMutablePointer<GMimeObject>
    /// Its place: `1` is the outermost, `1.2` the second inside it.
    let path: String
    let kind: Kind
    /// The type in lower case (`text/plain`).
    let type: String
    private(set) var children: [MimeNode] = []

    fileprivate init?(_ object: UnsafeMutablePointer<GMimeObject>, path: String, depth: Int, count: inout Int)
    {
        count += 1
        guard count <= MimeMail.partLimit else { return nil }
        self.object = object
        self.path = path
        let content = g_mime_object_get_content_type(object)
        let stated =
            (Self.text(g_mime_content_type_get_media_type(content)) + "/"
            + Self.text(g_mime_content_type_get_media_subtype(content))).lowercased()
        type = stated == "application/octet-stream" && Self.isBareText(object) ? "text/plain" : stated
        switch ferry_mime_kind_of(object) {
        case FERRY_MIME_MULTIPART where depth < MimeMail.depthLimit:
            kind = .group
            for position in 0..<max(0, ferry_mime_count(object)) {
                guard let child = ferry_mime_child(object, position) else { continue }
                guard
                    let node = MimeNode(
                        child, path: path + ".\(position + 1)", depth: depth + 1, count: &count)
                else { break }
                children.append(node)
            }
        case FERRY_MIME_MESSAGE: kind = .mail
        default: kind = .leaf
        }
    }

    // `Content-Type: text` and what is no type at all are plain text (RFC 2045 section 5.2).
    private static func isBareText(_ object: UnsafeMutablePointer<GMimeObject>) -> Bool {
        let header = text(g_mime_object_get_header(object, "Content-Type")).lowercased()
        return header.hasPrefix("text") && !header.prefix { $0 != ";" }.contains("/")
    }

    /// A parameter of the type (`charset`), as stated.
    func parameter(_ name: String) -> String? {
        guard let value = g_mime_content_type_get_parameter(g_mime_object_get_content_type(object), name)
        else { return nil }
        return String(decoding: UnsafeRawBufferPointer(start: value, count: strlen(value)), as: UTF8.self)
    }

    /// `attachment`, `inline` or what else is stated, in lower case; empty when nothing is.
    var disposition: String {
        guard let stated = g_mime_object_get_content_disposition(object) else { return "" }
        return Self.text(g_mime_content_disposition_get_disposition(stated)).lowercased()
    }

    /// The name of the file, decoded; empty when none is stated.
    var fileName: String {
        guard ferry_mime_kind_of(object) == FERRY_MIME_PART else { return "" }
        return Self.text(ferry_mime_filename(object))
    }

    /// The Content-ID without brackets; empty when none is stated.
    var contentID: String { Self.text(g_mime_object_get_content_id(object)) }

    /// A header of the part, as it stands; empty when it has none.
    func header(_ name: String) -> String { Self.text(g_mime_object_get_header(object, name)) }

    /// The part at a path.
    func find(_ path: Substring) -> MimeNode? {
        if path == self.path[...] { return self }
        for child in children where path == child.path[...] || path.hasPrefix(child.path + ".") {
            return child.find(path)
        }
        return nil
    }

    /// A text of C's that may be missing and may not be UTF-8.
    static func text(_ pointer: UnsafePointer<CChar>?) -> String {
        guard let pointer else { return "" }
        return String(validatingCString: pointer)
            ?? MailCharset.decode(
                Array(UnsafeRawBufferPointer(start: pointer, count: strlen(pointer))), stated: nil
            ).text
    }
}

extension MimeNode {
    /// The subject of the mail inside the mail, as it stands; `nil` for what is none.
    var innerSubject: String? {
        guard kind == .mail, let inner = ferry_mime_inner(object) else { return nil }
        let text = Self.text(
            g_mime_object_get_header(
                UnsafeMutableRawPointer(inner).assumingMemoryBound(to: GMimeObject.self), "Subject"))
        return text.isEmpty ? nil : text
    }
}
