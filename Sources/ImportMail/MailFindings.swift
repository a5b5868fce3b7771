// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive
internal import FerryImport
internal import FerryModel

/// What the first pass met: lists, mailboxes and labels with the number of their mails, and what does not go to a room.
struct MailFindings {
    private static let namesLimit = 5_000
    private static let shownLimit = 30

    private(set) var lists: [String: Int] = [:]
    private(set) var mailboxes: [String: Int] = [:]
    /// The name beside a List-Id, by that id.
    private(set) var listNames: [String: String] = [:]
    private var leftOut: [LeftOut: Int] = [:]

    /// Why mails do not go to a room, and the mailbox they lie in.
    struct LeftOut: Hashable {
        enum Why: String {
            case notNamed = "mail.not-named"
            case discarded = "mail.discarded"
            case deleted = "mail.deleted"
            case draft = "mail.draft"

            var reason: String {
                switch self {
                case .notNamed: "nobody named the list or mailbox of these mails, so they are left alone"
                case .discarded: "mails in folders for trash, spam and drafts are left out"
                case .deleted: "these mails had been deleted and only waited to be cleared away"
                case .draft: "these mails were never sent"
                }
            }
        }

        let why: Why
        let mailbox: String
    }

    /// Counts a mail of a mailbox, under its labels and its list.
    mutating func count(mailbox: String, labels: [String], list: String?, listName: String) {
        for name in [mailbox] + labels.map({ mailbox + "/" + $0 })
        where mailboxes[name] != nil || mailboxes.count < Self.namesLimit {
            mailboxes[name, default: 0] += 1
        }
        guard let list, lists[list] != nil || lists.count < Self.namesLimit else { return }
        lists[list, default: 0] += 1
        if !listName.isEmpty { listNames[list] = listName }
    }

    /// Counts a mail that goes to no room.
    mutating func leave(_ why: LeftOut.Why, mailbox: String) {
        leftOut[LeftOut(why: why, mailbox: mailbox), default: 0] += 1
    }

    /// States what goes to no room, mailbox by mailbox.
    func state(_ archive: Archive, into sink: any RecordSink) throws {
        for (left, count) in leftOut.sorted(by: {
            ($0.key.mailbox, $0.key.why.rawValue) < ($1.key.mailbox, $1.key.why.rawValue)
        }) {
            try sink.take(
                Loss(
                    code: left.why.rawValue, kind: .message, state: .filtered,
                    place: Place(archive: archive.path, entry: left.mailbox), reason: left.why.reason,
                    count: count))
        }
    }

    /// What there is to be named, for an administrator who has named nothing that is here.
    func failure(_ archive: Archive, named: Bool) -> Failure {
        let what =
            named
            ? "none of the mailing lists and mailboxes that are named is in the archive"
            : "no mailing list and no mailbox is named, so no mail was read"
        let lists = Self.shown(lists)
        let mailboxes = Self.shown(mailboxes)
        return Failure(
            .configuration,
            what + (lists.isEmpty ? "" : "\n  lists found: " + lists)
                + (mailboxes.isEmpty ? "" : "\n  mailboxes found: " + mailboxes),
            at: archive.path,
            remedy:
                "name the lists (mail.lists) and shared mailboxes (mail.mailboxes) that become rooms in ferry.yaml; "
                + "docs/guide/export-mail.md shows how")
    }

    private static func shown(_ names: [String: Int]) -> String {
        let sorted = names.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        let rest = sorted.count - shownLimit
        let words = sorted.prefix(shownLimit).map { "\($0.key.isEmpty ? "." : $0.key) (\($0.value))" }.joined(
            separator: ", ")
        return rest > 0 ? words + " and \(rest) more" : words
    }
}
