// SPDX-License-Identifier: Apache-2.0

import FerryModel
import Glibc

/// A folder: its regular files at any depth. Symbolic links are never followed, not even one that takes the
/// place of a folder between listing and reading.
struct FolderContainer: Container {
    let kind = Archive.Kind.folder
    let index: EntryIndex
    private let folder: FolderDescriptor

    init(_ path: String, limits: ArchiveLimits) throws(Failure) {
        let folder = try FolderDescriptor(path: path)
        var lister = FolderLister(folder, limits: limits)
        try lister.list()
        self.folder = folder
        index = lister.index
    }

    func makeReader() -> any EntryReader { Reader(folder: folder) }

    func source(of entry: ArchiveEntry) throws -> any ByteSource {
        FileSource(try folder.openFile(named: entry.name))
    }

    func digest() throws -> Digest {
        let hasher = SHA256()
        for entry in index.entries {
            let file = try folder.openFile(named: entry.name)
            let digest = try file.digest()
            hasher.update("\(entry.name)\u{0}\(file.size)\u{0}\(digest.hex)\n".utf8)
        }
        return hasher.finish()
    }

    private final class Reader: EntryReader {
        let folder: FolderDescriptor

        init(folder: FolderDescriptor) {
            self.folder = folder
        }

        func reaches(_ entry: ArchiveEntry) -> Bool { true }

        func read(_ entry: ArchiveEntry, _ chunk: (UnsafeRawBufferPointer) -> Bool) throws {
            let file = try folder.openFile(named: entry.name)
            guard file.size == entry.size else {
                throw Failure.archiveChanged(folder.path, entry: entry.name)
            }
            try file.forEachChunk(chunk)
        }
    }
}
