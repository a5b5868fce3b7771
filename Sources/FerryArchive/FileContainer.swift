// SPDX-License-Identifier: Apache-2.0

import FerryModel

/// A plain file as an archive of itself.
struct FileContainer: Container {
    let kind = Archive.Kind.file
    let index: EntryIndex
    private let file: InputFile

    init(_ file: InputFile, limits: ArchiveLimits) throws(Failure) {
        self.file = file
        var index = EntryIndex(archive: file.path, limits: limits)
        try index.add(EntryName(file.lastPathPart.utf8, limits: limits), size: file.size, ordinal: 0)
        index.finish()
        self.index = index
    }

    func makeReader() -> any EntryReader { Reader(file: file) }

    func source(of entry: ArchiveEntry) -> any ByteSource { FileSource(file) }

    func digest() throws -> Digest { try file.digest() }

    private final class Reader: EntryReader {
        let file: InputFile

        init(file: InputFile) {
            self.file = file
        }

        func reaches(_ entry: ArchiveEntry) -> Bool { true }

        func read(_ entry: ArchiveEntry, _ chunk: (UnsafeRawBufferPointer) -> Bool) throws {
            try file.forEachChunk(chunk)
        }
    }
}

extension InputFile {
    /// The name of the file without its folders.
    var lastPathPart: String {
        path.split(separator: "/").last.map(String.init) ?? path
    }
}
