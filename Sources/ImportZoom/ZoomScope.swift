// SPDX-License-Identifier: Apache-2.0
internal import FerryImport
internal import FerryJSON

/// What the surroundings of a message say about the channel it stands in: the answer around it and the names of file
/// and folders, since Zoom's answers do not repeat what was asked for.
struct ZoomScope {
    /// The names of file and folders, the file's without its ending first.
    private let parts: [String]
    /// The channel or session the answer names.
    var channel: String?
    /// The mail address of the person whose messages were asked for, and of whom they were with.
    var user: String?
    var contact: String?

    init(path: String) {
        var parts = path.split(separator: "/").map(String.init)
        if let last = parts.last, let dot = last.lastIndex(of: "."),
            ["json", "jsonl", "ndjson"].contains(last[dot...].dropFirst())
        {
            parts[parts.count - 1] = String(last[..<dot])
        }
        self.parts = parts.reversed()
    }

    /// The same, with what an answer says of itself.
    func inside(_ page: JSONElement) -> ZoomScope {
        var scope = self
        scope.channel =
            page.text("session_id") ?? page.text("to_channel") ?? page.text("channel_id") ?? channel
        scope.user = ZoomIdentity.address(page.text("user_email") ?? page.text("user_id")) ?? user
        scope.contact = ZoomIdentity.address(page.text("to_contact")) ?? contact
        return scope
    }

    /// The channel or session that the surroundings name and a list describes; `nil` when there is none.
    func known(_ rooms: ZoomRooms) -> String? {
        if let channel { return rooms.isKnown(channel) ? channel : nil }
        for part in parts {
            if let id = rooms.known(prefixing: part) { return id }
        }
        return nil
    }

    /// The channel or session that the surroundings name without a list that describes it.
    var unknown: String? { channel ?? parts.lazy.compactMap { Self.id(in: $0) }.first }

    /// The two people whose talk it is, where the surroundings name them.
    var pair: (String, String)? {
        let named = parts.flatMap { part in
            part.split(separator: ",").flatMap { Self.split($0) }.compactMap { ZoomIdentity.address($0) }
        }
        let people = [user, contact].compactMap { $0 } + named
        var seen: Set<String> = []
        let distinct = people.filter { seen.insert($0).inserted }
        return distinct.count >= 2 ? (distinct[0], distinct[1]) : nil
    }

    // `a@example.org__b@example.org`
    private static func split(_ text: Substring) -> [String] {
        guard let range = text.firstRange(of: "__") else { return [String(text)] }
        return [String(text[..<range.lowerBound]), String(text[range.upperBound...])]
    }

    // An id that no list names: long, of letters and digits, without the number of a page behind it.
    private static func id(in part: String) -> String? {
        var bytes = Array(part.utf8)
        let digits = bytes.reversed().prefix { (48...57).contains($0) }.count
        for mark in ["_page_", "_page", "-page-", "-page", "_p", "-p", ".", "_"]
        where digits > 0 && digits <= 4 {
            if bytes.dropLast(digits).reversed().starts(with: mark.utf8.reversed()) {
                bytes.removeLast(digits + mark.utf8.count)
                break
            }
        }
        let isId = bytes.allSatisfy {
            (48...57).contains($0) || ($0 | 0x20 >= 97 && $0 | 0x20 <= 122) || "-_=%+@.".utf8.contains($0)
        }
        let hasDigit = bytes.contains { (48...57).contains($0) }
        let text = String(decoding: bytes, as: UTF8.self)
        guard isId, hasDigit, bytes.count >= 16, ZoomIdentity.address(text) == nil else { return nil }
        return text
    }
}
