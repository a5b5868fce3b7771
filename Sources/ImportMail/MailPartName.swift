// SPDX-License-Identifier: Apache-2.0

/// The name under which the bytes of a mail's part are asked for: `inbox.mbox#1024+3300/1.2`, the file, where in it the
/// mail lies, and the part. Such a name is no entry of the archive; the importer serves it.
struct MailPartName: Hashable {
    /// The part that is the mail as a whole.
    static let whole = "whole"

    let entry: String
    let offset: Int64
    let length: Int64
    /// The path of the part, with `/` and a number behind it for a file inside a text.
    let part: String

    /// Names a part.
    init(entry: String, offset: Int64, length: Int64, part: String) {
        self.entry = entry
        self.offset = offset
        self.length = length
        self.part = part
    }

    /// Reads what `text` wrote; `nil` for the name of an entry.
    init?(_ text: String) {
        guard let mark = text.lastIndex(of: "#") else { return nil }
        let rest = text[text.index(after: mark)...]
        guard let slash = rest.firstIndex(of: "/"), let plus = rest[..<slash].firstIndex(of: "+"),
            let offset = Int64(rest[..<plus]), let length = Int64(rest[rest.index(after: plus)..<slash]),
            offset >= 0, length >= 0
        else { return nil }
        self.init(
            entry: String(text[..<mark]), offset: offset, length: length,
            part: String(rest[rest.index(after: slash)...]))
    }

    /// The name as one text.
    var text: String { "\(entry)#\(offset)+\(length)/\(part)" }
}
