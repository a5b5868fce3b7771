// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive

/// The files of an archive that hold mail, which form each has and which mailbox it belongs to.
struct MailLayout {
    /// How a file holds mail.
    enum Form: UInt8 {
        /// It holds none, or nothing of it is known yet.
        case none
        /// It belongs to a mail program and holds no mail: indexes, settings.
        case other
        case mbox
        case packedMbox
        /// One mail, as Maildir keeps it.
        case maildir
        /// One mail.
        case eml
        /// One mail behind a line with its length, as Apple Mail keeps it.
        case emlx
    }

    private let archive: Archive
    private var forms: [Form]

    /// Looks at the names of all files, and at the first bytes of those whose names say nothing.
    ///
    /// - Parameter limit: how many files are opened to be looked at; an archive of another kind has many.
    init(_ archive: Archive, looksAt limit: Int = .max) throws {
        self.archive = archive
        forms = archive.entries.map { Self.named($0.name) ?? .none }
        var rest = limit
        let unknown = forms.indices.filter { Self.named(archive.entries[$0].name) == nil }
        var found: [Int: Form] = [:]
        try archive.readAll(numbers: unknown) { number, entry in
            guard rest > 0, entry.size != 0 else { return }
            rest -= 1
            found[number] = try Self.form(ofContent: entry, in: archive)
        }
        for (number, form) in found { forms[number] = form }
    }

    /// The files with mail in them, in the order in which one pass reads them, by their number in the archive.
    func forEachFile(_ body: (_ number: Int, _ entry: ArchiveEntry, _ form: Form) throws -> Void) throws {
        let numbers = forms.indices.filter { forms[$0] != .none && forms[$0] != .other }
        try archive.readAll(numbers: numbers) { try body($0, $1, forms[$0]) }
    }

    /// The files that hold no mail and that no mail program keeps beside it.
    var strangers: [ArchiveEntry] { zip(archive.entries, forms).filter { $0.1 == .none }.map(\.0) }

    /// The forms that occur, for what the archive is called.
    var kinds: Set<Form> { Set(forms).subtracting([.none, .other]) }

    /// Whether one of the first files that should hold mail begins like one; names alone may lie.
    func holdsMail() throws -> Bool {
        let numbers = forms.indices.lazy.filter { forms[$0] != .none && forms[$0] != .other }
        for number in numbers.prefix(20) {
            guard forms[number] == .eml || forms[number] == .maildir else { return true }
            if MailHead.isMail(try MailHead.ofMail(archive.entries[number], in: archive)) { return true }
        }
        return false
    }

    /// The file of a number.
    func entry(_ number: Int) -> ArchiveEntry { archive.entries[number] }

    /// The form of a file.
    func form(_ number: Int) -> Form { forms[number] }

    /// The number of a file, `nil` for one of another archive.
    func number(of entry: ArchiveEntry) -> Int? {
        var range = archive.entries.indices
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            if entry.precedes(archive.entries[middle]) {
                range = range.lowerBound..<middle
            } else if archive.entries[middle].precedes(entry) {
                range = (middle + 1)..<range.upperBound
            } else {
                return middle
            }
        }
        return nil
    }

    // MARK: By name

    /// The form that the name alone tells; `nil` when the content has to tell.
    private static func named(_ name: String) -> Form? {
        let parts = name.split(separator: "/")
        guard let last = parts.last else { return .other }
        let folder = parts.dropLast().last
        if folder == "cur" || folder == "new" { return last.hasPrefix(".") ? .other : .maildir }
        if folder == "tmp", parts.count > 1 { return .other }
        let lower = last.lowercased()
        if lower.hasSuffix(".emlx") { return .emlx }
        if lower.hasSuffix(".eml") { return .eml }
        let isBeside =
            lower.hasPrefix("dovecot") || lower.hasPrefix("maildir") || lower == "subscriptions"
            || lower.hasPrefix(".")
            || besides.contains { lower.hasSuffix($0) }
        return isBeside ? .other : nil
    }

    // Indexes and settings of mail programs.
    private static let besides = [
        ".msf", ".dat", ".plist", ".sqlite", ".mab", ".wdseml", ".emlxpart", "courierimapuiddb",
        "courierimapkeywords",
        "table_of_contents", "filterlog.html", "popstate.dat",
    ]

    /// The mailbox a file belongs to, in words people know: folders with `/` between them.
    static func mailbox(of name: String, _ form: Form) -> String {
        let parts = name.split(separator: "/").map(String.init)
        switch form {
        case .maildir: return MaildirName.mailbox(Array(parts.dropLast(2)))
        case .eml: return parts.dropLast().joined(separator: "/")
        case .emlx:
            let end = parts.lastIndex {
                $0.lowercased().hasSuffix(".mbox") || $0.lowercased().hasSuffix(".imapmbox")
            }
            return parts[..<(end.map { $0 + 1 } ?? max(0, parts.count - 1))].joined(separator: "/")
        default:
            // Thunderbird keeps the folders inside `Inbox` in `Inbox.sbd`, Apple Mail the mails of `X.mbox` in a file in it.
            let isApple = parts.last == "mbox" && parts.count > 1
            let whole = isApple ? Array(parts.dropLast()) : parts
            return whole.map { $0.hasSuffix(".sbd") ? String($0.dropLast(4)) : $0 }.joined(separator: "/")
        }
    }

    // MARK: By content

    private static func form(ofContent entry: ArchiveEntry, in archive: Archive) throws -> Form {
        let head = try MailHead.bytes(of: entry, in: archive)
        if head.starts(with: MailHead.gzipMark) {
            let unpacked = try MailHead.unpacked(entry, in: archive)
            if MailHead.isMail(unpacked), !MailHead.isMbox(unpacked) { return .eml }
            // What cannot be unpacked at all is told by its name, so that the damage is stated.
            let isNamed = [".mbox.gz", ".txt.gz"].contains { entry.name.lowercased().hasSuffix($0) }
            return MailHead.isMbox(unpacked) || unpacked.isEmpty && isNamed ? .packedMbox : .none
        }
        if MailHead.isMbox(head) { return .mbox }
        return MailHead.isMail(head) ? .eml : .none
    }
}
