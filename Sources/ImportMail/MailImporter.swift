// SPDX-License-Identifier: Apache-2.0
public import FerryArchive
public import FerryImport
public import FerryModel

/// Reads mail: mailing lists and shared mailboxes.
public struct MailImporter: Importer {
    /// The kind of system.
    public var source: SourceKind { .mail }

    private let options: MailOptions

    /// Makes an importer.
    public init(_ options: MailOptions = MailOptions()) { self.options = options }

    /// What the archive is, by its content.
    public func recognise(_ archive: Archive) throws -> Recognition? { nil }

    /// Reads the whole archive into the sink.
    public func read(_ archive: Archive, into sink: any RecordSink) throws {}
}
