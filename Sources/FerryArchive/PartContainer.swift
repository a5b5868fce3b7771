// SPDX-License-Identifier: Apache-2.0

import FerryModel

/// Some of an archive's files as a container of their own, by names that begin behind a folder's.
struct PartContainer: Container {
    let kind: Archive.Kind
    let index: EntryIndex
    /// What all names begin with in the archive.
    private let folder: String
    private let whole: Archive

    /// Takes files of an archive; all names begin with `folder`, which is empty or ends in a slash.
    init(
        of whole: Archive, path: String, kind: Archive.Kind, folder: String, _ entries: [ArchiveEntry],
        refused: [RefusedEntry] = []
    ) {
        self.whole = whole
        self.kind = kind
        self.folder = folder
        let inside = folder.isEmpty ? entries : entries.map { $0.dropping(folder.utf8.count) }
        index = EntryIndex(archive: path, limits: whole.limits, entries: inside, refused: refused)
    }

    func makeReader() throws -> any EntryReader {
        Reader(try whole.container.makeReader(), folder)
    }

    func source(of entry: ArchiveEntry) throws -> any ByteSource {
        try whole.container.source(of: Self.original(entry, folder))
    }

    func digest() throws -> Digest {
        let hasher = SHA256()
        // What changes elsewhere in a folder changes nothing here; an archive file is one thing.
        if whole.kind != .folder { hasher.update("\(try whole.digest().hex)\n".utf8) }
        for entry in index.entries {
            var line = "\(entry.name)\u{0}\(entry.size ?? -1)"
            if whole.kind == .folder {
                let content = SHA256()
                try whole.read(Self.original(entry, folder)) { content.update($0) }
                line += "\u{0}\(content.finish().hex)"
            }
            hasher.update("\(line)\n".utf8)
        }
        return hasher.finish()
    }

    private static func original(_ entry: ArchiveEntry, _ folder: String) -> ArchiveEntry {
        entry.restoring(folder.utf8.count)
    }

    private final class Reader: EntryReader {
        private let reader: any EntryReader
        private let folder: String

        init(_ reader: any EntryReader, _ folder: String) {
            self.reader = reader
            self.folder = folder
        }

        func reaches(_ entry: ArchiveEntry) -> Bool {
            reader.reaches(PartContainer.original(entry, folder))
        }

        func read(_ entry: ArchiveEntry, _ chunk: (UnsafeRawBufferPointer) -> Bool) throws {
            try reader.read(PartContainer.original(entry, folder), chunk)
        }
    }
}
