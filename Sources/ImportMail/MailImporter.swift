// SPDX-License-Identifier: Apache-2.0
public import FerryArchive
public import FerryImport
public import FerryModel

/// Reads mail: mailing lists and shared mailboxes, out of mboxes, Maildirs and folders of single mails.
///
/// Mail is read in two passes. The first finds every mail and keeps what binds it to others in an index on disk; the
/// second reads the mails whole. Only lists and mailboxes that the administrator named are read.
public struct MailImporter: Importer {
    /// The kind of system.
    public var source: SourceKind { .mail }

    private let options: MailOptions
    // A folder may hold other things; so many of its files are opened to find out.
    private static let looks = 200

    /// Makes an importer.
    public init(_ options: MailOptions = MailOptions()) { self.options = options }

    /// Mail, if a file of the archive holds some; by names that mail programs give, and by content.
    public func recognise(_ archive: Archive) throws -> Recognition? {
        let layout = try MailLayout(archive, looksAt: Self.looks)
        guard try layout.holdsMail() else { return nil }
        let words = layout.kinds.sorted { $0.rawValue < $1.rawValue }.map(\.words)
        return Recognition(
            source: .mail, layout: words.joined(separator: ", "),
            lacks: [.reactions, .edits, .pins, .mentions, .memberships, .roster])
    }

    /// Reads the lists and mailboxes that are named.
    ///
    /// - Throws: `Failure.configuration` with what there is, where nothing that is named is in the archive.
    public func read(_ archive: Archive, into sink: any RecordSink) throws {
        // What an interrupted import has stated before its first mail is kept.
        let losses: any RecordSink = sink.resumesAt == nil ? sink : SilentSink()
        let layout = try MailLayout(archive)
        let choices = MailChoices(options)
        let survey = try MailSurvey(archive, layout, choices, losses)
        try survey.run()
        guard survey.index.count > 0 else { throw survey.findings.failure(archive, named: !choices.isEmpty) }
        try survey.findings.state(archive, into: losses)
        for stranger in layout.strangers {
            try losses.take(
                Loss(
                    code: "mail.entry.unknown", kind: .attachment, state: .notSupported,
                    place: Place(archive: archive.path, entry: stranger.name),
                    reason: "the file holds no mail"))
        }
        try MailTwins(survey.index).resolve(MailFetcher(archive, layout))
        try MailThreads(survey.index).resolve()
        try MailReader(archive, layout, survey, options, sink).run()
    }

    /// Reads the files that are wanted out of mails.
    public func readAttachments(of archive: Archive, into sink: any RecordSink) throws {
        try MailAttachments(archive, try MailLayout(archive), sink).read()
    }
}

extension MailLayout.Form {
    /// What the report calls it.
    fileprivate var words: String {
        switch self {
        case .none, .other: ""
        case .mbox: "mbox"
        case .packedMbox: "packed mbox"
        case .maildir: "Maildir"
        case .eml: "single mails"
        case .emlx: "Apple Mail"
        }
    }
}
