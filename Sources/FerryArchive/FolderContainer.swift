// SPDX-License-Identifier: Apache-2.0

import Dispatch
import FerryModel
import Glibc
import Synchronization

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
        // Two files at a time; so many of them that waiting for the slower one does not count.
        let slab = 1024
        for start in stride(from: 0, to: index.entries.count, by: slab) {
            let end = min(start + slab, index.entries.count)
            let middle = (start + end) / 2
            let halves = Mutex<[Int: Result<[String], any Error>]>([:])
            DispatchQueue.concurrentPerform(iterations: 2) { half in
                let range = half == 0 ? start..<middle : middle..<end
                let lines = Result { try index.entries[range].map { try digestLine($0) } }
                halves.withLock { $0[half] = lines }
            }
            for half in 0..<2 {
                for line in try halves.withLock({ $0[half] })?.get() ?? [] { hasher.update(line.utf8) }
            }
        }
        return hasher.finish()
    }

    private func digestLine(_ entry: ArchiveEntry) throws -> String {
        let file = try folder.openFile(named: entry.name)
        return "\(entry.name)\u{0}\(file.size)\u{0}\(try file.digest().hex)\n"
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
