// SPDX-License-Identifier: Apache-2.0

/// An address with the name that stands beside it.
struct MailAddress: Hashable {
    /// The address as stated.
    var address: String
    /// The name, empty when there is none.
    var name: String

    /// Takes both as stated.
    init(address: String, name: String = "") {
        self.address = address
        self.name = name
    }

    /// `Name <address>`, or what there is of it.
    var shown: String { name.isEmpty || name == address ? address : "\(name) <\(address)>" }

    /// The first sender of a `From` header, which archives of Mailman write as `anna at example.org (Anna Weber)`.
    static func sender(_ value: [UInt8]) -> MailAddress? {
        let text = String(decoding: value, as: UTF8.self)
        if !text.contains("@"), let at = text.firstRange(of: " at ") {
            return hidden(text, at: at)
        }
        let found = MimeText.addresses(value, limit: 1).first
        if let found, found.address.contains("@") { return found }
        // What no parser takes for an address still names somebody.
        return MimeText.addresses(Array(MimeText.header(value).utf8), limit: 1).first ?? found
    }

    private static func hidden(_ text: String, at mark: Range<String.Index>) -> MailAddress? {
        let local = text[..<mark.lowerBound].split { $0.isWhitespace || $0 == "<" }.last ?? ""
        let domain = text[mark.upperBound...].prefix { !$0.isWhitespace && $0 != "(" && $0 != ">" }
        guard !local.isEmpty, !domain.isEmpty else { return nil }
        var name = ""
        if let open = text.firstIndex(of: "("), let close = text.lastIndex(of: ")"), open < close {
            name = MimeText.header(Array(text[text.index(after: open)..<close].utf8))
        }
        return MailAddress(address: local + "@" + domain, name: name)
    }
}
