// SPDX-License-Identifier: Apache-2.0

/// One element of a conversation with all that stands in it, made flat.
struct ComplianceElement {
    /// The element's name, `Message`.
    let name: String
    /// The line it begins on.
    let line: Int
    /// Texts by their path below the element (`User/LoginName`, empty for its own), and attributes behind an `@`
    /// (`Sender@email`, `@type`).
    private(set) var fields: [String: String] = [:]
    /// Whether a text was longer than any that people write, or there were more fields than any format has.
    private(set) var isCut = false

    private static let limit = 200

    init(name: String, line: Int) {
        self.name = name
        self.line = line
    }

    /// Takes a text or attribute; texts of the same path are joined.
    mutating func add(_ path: String, _ text: String, isCut: Bool = false) {
        if isCut { self.isCut = true }
        guard fields[path] != nil || fields.count < Self.limit else {
            self.isCut = true
            return
        }
        fields[path, default: ""] += text
    }

    /// The first of these that is there and not blank, without blanks around it.
    func value(_ paths: String...) -> String? {
        for path in paths {
            if let text = fields[path]?.trimmed, !text.isEmpty { return text }
        }
        return nil
    }
}

extension String {
    /// The text without blanks and line ends around it.
    var trimmed: String {
        func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
        guard let first = utf8.first, let last = utf8.last, isBlank(first) || isBlank(last) else {
            return self
        }
        let start = utf8.firstIndex { !isBlank($0) } ?? utf8.endIndex
        let end = utf8.lastIndex { !isBlank($0) }.map { utf8.index(after: $0) } ?? utf8.endIndex
        return start < end ? String(self[start..<end]) : ""
    }
}
