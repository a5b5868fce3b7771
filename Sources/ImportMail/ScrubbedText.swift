// SPDX-License-Identifier: Apache-2.0

/// A text from which Mailman's archive has taken the attachments, leaving their names and addresses.
struct ScrubbedText {
    /// What is known of a file that was taken out.
    struct File {
        var name: String
        var type: String
        var link: String?
    }

    /// The text without the remarks.
    private(set) var text: String
    private(set) var files: [File] = []

    private static let mark = "-------------- next part --------------"

    /// Takes the remarks out of a text.
    init(_ text: String) {
        self.text = text
        guard text.contains(Self.mark) else { return }
        let sections = text.split(separator: Self.mark, omittingEmptySubsequences: false)
        var kept = String(sections.first ?? "")
        for section in sections.dropFirst() {
            guard let file = Self.file(section) else {
                kept += Self.mark + section
                continue
            }
            files.append(file)
        }
        self.text = kept
    }

    // `Name: …`, `Type: …`, `Size: …`, `URL: <…>`, each on a line; other parts of the mail may follow.
    private static func file(_ section: Substring) -> File? {
        var fields: [String: String] = [:]
        for line in section.split(separator: "\n").prefix(12) {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let name = line[..<colon].lowercased()
            let value = line[line.index(after: colon)...].drop(while: \.isWhitespace).filter {
                $0 != "<" && $0 != ">"
            }
            if ["name", "type", "url", "filename"].contains(name), fields[name] == nil {
                fields[name] = value
            }
        }
        guard let link = fields["url"],
            section.contains("scrubbed") || fields["name"] != nil || fields["type"] != nil
        else { return nil }
        let last = link.split(separator: "/").last.map(String.init) ?? "attachment"
        return File(
            name: fields["name"] ?? fields["filename"] ?? last, type: fields["type"] ?? "", link: link)
    }
}
