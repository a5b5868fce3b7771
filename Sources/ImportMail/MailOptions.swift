// SPDX-License-Identifier: Apache-2.0

/// What the administrator decides about reading mail archives. Without a list or a mailbox nothing is read: mail is
/// private until somebody names it.
public struct MailOptions: Hashable, Sendable {
    /// Mailing lists: a List-Id (`dev.lists.example.org`), or `PATH = LIST-ID` for an archive whose mails bear none.
    public var lists: [String]
    /// Shared mailboxes: `PATH = ROOM`, or a path alone, which gives the room its name. `*` stands for everything,
    /// `.` for what lies in no folder of the archive.
    public var mailboxes: [String]
    /// Who is in the rooms of mailboxes: `ROOM = ADDRESS`, or an address alone for all of them. Nobody is because of
    /// having written there.
    public var members: [String]
    /// Whether each folder of a mailbox has a room of its own, instead of one for all of them.
    public var separatesFolders: Bool
    /// One's own mail domains. Addresses in them that differ in the domain only are one person; the first is the one
    /// in use now.
    public var domains: [String]
    /// Whether quoted tails and signatures are folded.
    public var foldsQuotes: Bool
    /// Whether `>From ` at the start of a line loses its `>`, as mboxrd has it.
    public var unquotesFrom: Bool

    /// Decides what is given; nothing is named otherwise.
    public init(
        lists: [String] = [], mailboxes: [String] = [], members: [String] = [],
        separatesFolders: Bool = false,
        domains: [String] = [],
        foldsQuotes: Bool = true, unquotesFrom: Bool = false
    ) {
        self.lists = lists
        self.mailboxes = mailboxes
        self.members = members
        self.separatesFolders = separatesFolders
        self.domains = domains.map { $0.lowercased() }
        self.foldsQuotes = foldsQuotes
        self.unquotesFrom = unquotesFrom
    }
}
