// SPDX-License-Identifier: Apache-2.0

import FerryModel

/// One way to hold files: a folder, a zip, a tar, a plain file. Knows what it holds and makes readers.
protocol Container: Sendable {
    /// What to call it.
    var kind: Archive.Kind { get }
    /// What it lists, finished.
    var index: EntryIndex { get }
    /// A reader that stands before the first entry.
    func makeReader() throws -> any EntryReader
    /// The bytes of one entry for somebody who asks for them. In a tar this passes over all entries before it.
    func source(of entry: ArchiveEntry) throws -> any ByteSource
    /// The digest of the archive as a whole.
    func digest() throws -> Digest
}

/// Reads entries of a container, one at a time; used by one caller at a time.
protocol EntryReader: AnyObject, Sendable {
    /// Whether the reader gets to the entry without starting over.
    func reaches(_ entry: ArchiveEntry) -> Bool
    /// Streams an entry until its end or until the closure answers `false`. After an error the reader is
    /// thrown away, after a `false` it is used again.
    func read(_ entry: ArchiveEntry, _ chunk: (UnsafeRawBufferPointer) -> Bool) throws
}
