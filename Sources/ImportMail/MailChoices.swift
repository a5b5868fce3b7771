// SPDX-License-Identifier: Apache-2.0

/// Decides which room a mail goes to, by what the administrator named.
struct MailChoices {
    /// What becomes of a mail.
    enum Fate: Hashable {
        case room(MailRoom)
        /// Nobody named its list or mailbox.
        case notNamed
        /// It lies in a folder for what nobody wants, or is marked so: trash, spam, drafts.
        case discarded
    }

    private struct Choice {
        let path: String
        let name: String
    }

    private let lists: Set<String>
    private let listPaths: [Choice]
    private let mailboxes: [Choice]
    private let separatesFolders: Bool

    /// Whether nothing at all is named.
    var isEmpty: Bool { lists.isEmpty && listPaths.isEmpty && mailboxes.isEmpty }

    /// Reads what the administrator named.
    init(_ options: MailOptions) {
        let named = options.lists.map { Self.choice($0) }
        lists = Set(named.filter { $0.path == $0.name }.map { Self.listID($0.name) })
        listPaths = named.filter { $0.path != $0.name }.map {
            Choice(path: $0.path, name: Self.listID($0.name))
        }
        // The most exact path wins.
        mailboxes = options.mailboxes.map { Self.choice($0) }.sorted {
            ($0.path != "*" ? 1 : 0, $0.path.utf8.count) > ($1.path != "*" ? 1 : 0, $1.path.utf8.count)
        }
        separatesFolders = options.separatesFolders
    }

    /// The room of a mail: its list's if that is named, else its mailbox's. Labels count as folders of the mailbox.
    func fate(list: String?, mailbox: String, labels: [String]) -> Fate {
        for choice in listPaths where Self.isInside(mailbox, choice.path) {
            return .room(MailRoom(origin: .list(choice.name)))
        }
        let isDiscarded =
            labels.contains { Self.discarded.contains($0.lowercased()) } || Self.isDiscarded(mailbox)
        if let list, lists.contains(list) {
            return isDiscarded ? .discarded : .room(MailRoom(origin: .list(list)))
        }
        for choice in mailboxes {
            let paths = [mailbox] + labels.map { mailbox + "/" + $0 }
            guard let path = paths.first(where: { Self.isInside($0, choice.path) }) else { continue }
            // Whoever names the trash itself wants it.
            if isDiscarded, !Self.isDiscarded(choice.path) { return .discarded }
            return .room(room(choice, path: path))
        }
        return .notNamed
    }

    private func room(_ choice: Choice, path: String) -> MailRoom {
        guard separatesFolders, path != choice.path, choice.path != "." else {
            return MailRoom(origin: .mailbox(choice.name))
        }
        let inner = choice.path == "*" ? Substring(path) : path.dropFirst(choice.path.count + 1)
        return MailRoom(origin: .mailbox(choice.name + " / " + inner))
    }

    /// Who is in the rooms of mailboxes, by the address in use now.
    static func members(_ options: MailOptions, of rooms: [MailRoom]) -> [(room: MailRoom, address: String)] {
        options.members.flatMap { text -> [(room: MailRoom, address: String)] in
            let choice = choice(text)
            guard
                let address = MailAuthor.aliases(of: choice.name.lowercased(), domains: options.domains).first
            else {
                return []
            }
            return rooms.filter { room in
                guard case .mailbox(let name) = room.origin else { return false }
                return choice.path == choice.name || name == choice.path
                    || name.hasPrefix(choice.path + " / ")
            }.map { ($0, address) }
        }
    }

    /// A List-Id in the form it is compared in.
    static func listID(_ text: String) -> String { text.lowercased() }

    private static func choice(_ text: String) -> Choice {
        let separator = text.ranges(of: " = ").last ?? text.ranges(of: "=").last
        guard let separator else {
            let path = trimmed(text[...])
            return Choice(path: path, name: path == "." ? "Mail" : path)
        }
        return Choice(
            path: trimmed(text[..<separator.lowerBound]), name: trimmed(text[separator.upperBound...]))
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text.drop(while: \.isWhitespace)
        while let last = text.last, last.isWhitespace || last == "/" { text.removeLast() }
        return String(text)
    }

    private static func isInside(_ mailbox: String, _ path: String) -> Bool {
        // The archive's own folder is that alone: whoever names it may not know what else lies below.
        if path == "." { return mailbox.isEmpty }
        return path == "*" || mailbox == path || mailbox.hasPrefix(path + "/")
    }

    private static func isDiscarded(_ mailbox: String) -> Bool {
        mailbox.split(separator: "/").contains { part in
            let name = part.lowercased()
            return discarded.contains(name) || discarded.contains(where: { name == $0 + ".mbox" })
        }
    }

    /// The folders for what nobody wants, as mail programs and Google name them in English, German and French.
    private static let discarded: Set<String> = [
        "trash", "deleted items", "deleted messages", "bin", "[gmail]/trash", "[gmail]/spam", "[gmail]/bin",
        "spam", "junk",
        "junk e-mail", "junk email", "bulk mail", "drafts", "templates", "unsent messages", "outbox",
        "papierkorb",
        "gelöschte elemente", "gelöschte objekte", "entwürfe", "vorlagen", "postausgang", "junk-e-mail",
        "werbung/spam", "corbeille",
        "éléments supprimés", "brouillons", "modèles", "courrier indésirable", "indésirables", "pourriel",
    ]
}
