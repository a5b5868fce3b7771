// SPDX-License-Identifier: Apache-2.0

/// What each part of a mail is to its reader: a text to be shown, a picture in it, a file.
struct MailParts {
    /// Something about a mail that its reader should know.
    enum Mark: String {
        case encrypted
        case signed
        case outlook
        case report
        case calendar
        case partial
    }

    /// A text to be shown.
    struct Text {
        let node: MimeNode
        let isHTML: Bool
    }

    private(set) var texts: [Text] = []
    private(set) var files: [MimeNode] = []
    /// Pictures that the HTML may place, each by its Content-ID and its Content-Location.
    private(set) var pictures: [String: MimeNode] = [:]
    private(set) var calendars: [MimeNode] = []
    private(set) var marks: Set<Mark> = []

    /// Sorts the parts of a mail.
    init(_ root: MimeNode?) {
        if let root { sort(root, isFirst: true) }
    }

    private mutating func sort(_ node: MimeNode, isFirst: Bool) {
        switch node.kind {
        case .mail: files.append(node)
        case .leaf: sortLeaf(node, isFirst: isFirst)
        case .group: sortGroup(node, isFirst: isFirst)
        }
    }

    private mutating func sortGroup(_ node: MimeNode, isFirst: Bool) {
        switch node.type {
        case "multipart/alternative": sortAlternatives(node, isFirst: isFirst)
        case "multipart/related": sortRelated(node, isFirst: isFirst)
        case "multipart/encrypted":
            marks.insert(.encrypted)
            files += node.children.filter { $0.type != "application/pgp-encrypted" }
        case "multipart/signed":
            marks.insert(.signed)
            if let content = node.children.first { sort(content, isFirst: isFirst) }
            files += node.children.dropFirst()
        case "multipart/report":
            marks.insert(.report)
            if let words = node.children.first { sort(words, isFirst: isFirst) }
            files += node.children.dropFirst()
        case "multipart/digest": files += node.children
        default:
            for (position, child) in node.children.enumerated() {
                sort(child, isFirst: isFirst && position == 0)
            }
        }
    }

    /// The richest of the forms that are read; the others say the same. What is no text is no other form of it.
    private mutating func sortAlternatives(_ node: MimeNode, isFirst: Bool) {
        func value(_ child: MimeNode) -> Int {
            switch child.type {
            case "text/html": 3
            case "text/plain": 2
            case "text/enriched", "text/richtext": 1
            case "text/calendar": 0
            default: child.kind == .group ? child.children.map { value($0) }.max() ?? 0 : 0
            }
        }
        let best = node.children.filter { value($0) > 0 && !$0.isEmptyText }.max { value($0) < value($1) }
        for child in node.children {
            if let best, child.path == best.path {
                sort(child, isFirst: isFirst)
            } else if value(child) == 0 {
                sort(child, isFirst: false)
            } else {
                // The pictures and files of the poorer forms are not forms of the text.
                for inner in child.children where value(inner) == 0 { sort(inner, isFirst: false) }
            }
        }
    }

    private mutating func sortRelated(_ node: MimeNode, isFirst: Bool) {
        let start = node.parameter("start").map { $0.filter { $0 != "<" && $0 != ">" } }
        let root =
            node.children.first { !$0.contentID.isEmpty && $0.contentID == start } ?? node.children.first
        if let root { sort(root, isFirst: isFirst) }
        for child in node.children where child.path != root?.path {
            if !child.contentID.isEmpty { pictures[child.contentID] = child }
            let location = child.header("Content-Location")
            if !location.isEmpty { pictures[location] = child }
            sort(child, isFirst: false)
        }
    }

    private mutating func sortLeaf(_ node: MimeNode, isFirst: Bool) {
        switch node.type {
        case "text/calendar":
            marks.insert(.calendar)
            calendars.append(node)
            files.append(node)
        case "application/ms-tnef", "application/vnd.ms-tnef":
            marks.insert(.outlook)
            files.append(node)
        case "application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted":
            marks.insert(.encrypted)
            files.append(node)
        case "message/partial", "message/external-body":
            marks.insert(.partial)
            files.append(node)
        case "text/plain", "text/html", "text/enriched", "text/richtext", "text/markdown", "/":
            // A text with a name that is no body is a file, even inline; so is the second HTML document.
            let isFile = node.disposition == "attachment" && !isFirst || !node.fileName.isEmpty && !isFirst
            if isFile || node.type == "text/html" && texts.contains(where: \.isHTML) && !node.fileName.isEmpty
            {
                files.append(node)
            } else if node.disposition == "attachment", !node.fileName.isEmpty {
                files.append(node)
            } else {
                texts.append(Text(node: node, isHTML: node.type == "text/html"))
            }
        default:
            if node.fileName.lowercased() == "winmail.dat" { marks.insert(.outlook) }
            if !node.contentID.isEmpty, node.type.hasPrefix("image/") { pictures[node.contentID] = node }
            files.append(node)
        }
    }
}

extension MimeNode {
    /// Whether the part is a text of blanks only.
    var isEmptyText: Bool {
        kind == .leaf && type.hasPrefix("text/") && bytes(limit: 256).allSatisfy { $0 <= 32 }
    }
}
