// SPDX-License-Identifier: Apache-2.0

public import FerryJSON
import FerryModel

extension Archive {
    /// Reads a whole file of at most so many bytes; longer ones are a `Failure(.archiveInvalid)`.
    public func bytes(of entry: ArchiveEntry, limit: Int = 64 << 20) throws -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Int(clamping: min(entry.size ?? 0, Int64(limit))))
        try read(entry) { chunk in
            guard bytes.count + chunk.count <= limit else {
                throw Failure.archiveInvalid(
                    "a file in the archive is larger than the \(limit) bytes expected of its kind", in: path,
                    entry: entry.name, remedy: "check that the export is of the kind that was named")
            }
            bytes.append(contentsOf: chunk)
        }
        return bytes
    }

    /// Streams the elements of a JSON file, parsed one by one, with their offsets in the file. Memory is that
    /// of the largest element.
    ///
    /// A file that is not the JSON it should be throws a `JSONError` whose offset counts from the start of the
    /// file, so that an importer may report the file and go on; elements before it have been handed out.
    public func elements(
        of entry: ArchiveEntry, at path: SplitPath, limits: JSONLimits = .init(),
        _ body: (_ element: JSONElement, _ offset: Int64) throws -> Void
    ) throws {
        var parser = JSONParser(limits: limits)
        var splitter = JSONSplitter(path: path, limits: limits)
        func deliver(_ bytes: UnsafeRawBufferPointer, _ offset: Int64) throws {
            let document: JSONDocument
            do throws(JSONError) {
                document = try parser.parse(bytes)
            } catch {
                throw JSONError(error.reason, offset: error.offset + Int(offset))
            }
            try body(document.root, offset)
        }
        try read(entry) { try splitter.feed($0, deliver) }
        try splitter.finish(deliver)
    }

    /// Streams the unpacked bytes of a file that is itself packed with gzip, in chunks lent for the call.
    ///
    /// Throws as `read` does, and `Failure(.archiveInvalid)` too when the file is no gzip file, is damaged or cut,
    /// or unpacks like a bomb. Chunks before a failure have been handed out. In a tar all files before it are passed
    /// over each time.
    public func readGzip(_ entry: ArchiveEntry, _ chunk: (UnsafeRawBufferPointer) throws -> Void) throws {
        let source = try GzipSource(
            source(of: entry), limits: limits, in: path, entry: entry.name)
        while true {
            let bytes = try source.next()
            guard bytes.count > 0 else { break }
            guard source.count <= limits.totalBytes else {
                throw Failure.archiveInvalid(
                    "a file in the archive unpacks to more bytes than allowed", in: path, entry: entry.name,
                    offset: source.count)
            }
            try chunk(bytes)
        }
        try source.verify()
    }

    /// Visits files in the order in which the container holds them, so that reading each of them while it is
    /// visited is one pass over the archive, whatever its kind.
    public func readAll(
        where isWanted: (ArchiveEntry) -> Bool = { _ in true }, _ body: (ArchiveEntry) throws -> Void
    ) throws {
        for position in inReadingOrder(where: isWanted) { try body(entries[position]) }
    }

    /// Visits files as `readAll` does, with the next ones being read ahead: `ReadAhead.read` gives the bytes.
    public func readAllAhead(
        where isWanted: (ArchiveEntry) -> Bool, _ body: (ArchiveEntry, ReadAhead) throws -> Void
    ) throws {
        try readAllInLists(where: isWanted) { files in
            let ahead = ReadAhead(self, files)
            for file in files { try body(file, ahead) }
        }
    }

    /// Hands out files in the order in which `readAll` visits them, some thousand at once: an archive may hold a
    /// million.
    public func readAllInLists(
        where isWanted: (ArchiveEntry) -> Bool, _ body: ([ArchiveEntry]) throws -> Void
    ) throws {
        let order = inReadingOrder(where: isWanted)
        for start in stride(from: 0, to: order.count, by: 4096) {
            try body(order[start..<min(start + 4096, order.count)].map { entries[$0] })
        }
    }

    private func inReadingOrder(where isWanted: (ArchiveEntry) -> Bool) -> [Int] {
        var wanted = entries.indices.filter { isWanted(entries[$0]) }
        wanted.sort { entries[$0].ordinal < entries[$1].ordinal }
        return wanted
    }

    /// Visits files by their numbers in `entries`, in the order in which the container holds them.
    public func readAll(
        numbers: some Sequence<Int>, _ body: (_ number: Int, _ entry: ArchiveEntry) throws -> Void
    ) throws {
        let wanted = numbers.sorted { entries[$0].ordinal < entries[$1].ordinal }
        for number in wanted { try body(number, entries[number]) }
    }
}
