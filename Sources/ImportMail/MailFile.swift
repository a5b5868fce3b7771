// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// A file that came with a mail.
struct MailFile {
    /// Its place in the mail: the path of a part, `whole`, or a path with a number for a file inside a text.
    var part: String
    var name: String
    var type: String
    /// Where people could find it, when it is not in the mail.
    var link: String?
    /// Why its bytes are not there, as a loss code.
    var missing: String?

    /// The file that a part is.
    init(_ node: MimeNode) {
        part = node.path
        type =
            node.kind == .mail
            ? "message/rfc822" : node.kind == .group ? "application/octet-stream" : node.type
        if type == "/" { type = "application/octet-stream" }
        let stated = node.fileName
        name = stated.isEmpty ? Self.name(of: type, node) : stated
        let external = node.header("X-Mozilla-External-Attachment-URL")
        if !external.isEmpty { missing = "mail.attachment.detached" }
    }

    /// A file by what is known of it.
    init(part: String, name: String, type: String, link: String? = nil, missing: String? = nil) {
        self.part = part
        self.name = name
        self.type = type
        self.link = link
        self.missing = missing
    }

    private static func name(of type: String, _ node: MimeNode) -> String {
        if type.hasPrefix("multipart/") { return "parts.mime" }
        let words = MimeText.header(Array(node.header("Content-Description").utf8)).split(whereSeparator: {
            $0 == "/" || $0 == "\\"
        })
        switch type {
        case "message/rfc822", "message/global": return (subject(of: node) ?? "mail") + ".eml"
        case "text/calendar": return "invitation.ics"
        case "text/plain": return "text.txt"
        case "text/html": return "text.html"
        case "text/rfc822-headers": return "headers.txt"
        case "message/delivery-status": return "delivery-status.txt"
        case "message/disposition-notification": return "receipt.txt"
        case "application/pkcs7-mime", "application/x-pkcs7-mime": return "smime.p7m"
        case "application/pkcs7-signature", "application/x-pkcs7-signature": return "smime.p7s"
        case "application/pgp-signature": return "signature.asc"
        case "application/ms-tnef", "application/vnd.ms-tnef": return "winmail.dat"
        case "image/jpeg": return "image.jpg"
        default:
            if let word = words.first { return String(word.prefix(100)) }
            let ending = type.split(separator: "/").last.map(String.init) ?? ""
            let isPlain = !ending.isEmpty && ending.utf8.count <= 5 && ending.allSatisfy { $0.isLetter }
            return "file-" + node.path + (isPlain ? "." + ending : ".bin")
        }
    }

    private static func subject(of node: MimeNode) -> String? {
        guard let value = node.innerSubject else { return nil }
        let text = MimeText.header(Array(value.utf8)).filter { $0 != "/" && $0 != "\\" }
        return text.isEmpty ? nil : String(text.prefix(80))
    }
}
