// SPDX-License-Identifier: Apache-2.0

import FerryModel

extension Archive {
    /// The same archive, made to be read in any order: of a tar, which can only be read from its start, the files that
    /// are picked are copied once into a file without a name in `/var/tmp`, which is gone when the archive is. Archives
    /// of other kinds are as they are.
    ///
    /// Throws as `read` does, and `Failure(.storage)` when there is no room for the copy.
    public func inAnyOrder(_ isPicked: (ArchiveEntry) -> Bool) throws -> Archive {
        guard kind == .tar else { return self }
        let writer = try SpoolWriter()
        try readAll(where: isPicked) { entry in
            try writer.begin(entry)
            // A damaged file is damaged when it is read from the copy as well.
            do {
                try read(entry) { try writer.write($0) }
            } catch let failure as Failure where failure.kind == .archiveInvalid {
                writer.forget(entry)
            }
        }
        return Archive(path: path, container: try writer.finish(container), limits: limits)
    }
}

/// A tar of which some files are read from a copy.
private struct SpooledTar: Container {
    let tar: any Container
    let copy: InputFile
    /// Where the copied files are, by their ordinals.
    let places: [Int: Range<Int64>]

    var kind: Archive.Kind { tar.kind }
    var index: EntryIndex { tar.index }

    func makeReader() throws -> any EntryReader { Reader(self) }

    func source(of entry: ArchiveEntry) throws -> any ByteSource {
        guard let place = places[entry.ordinal] else { return try tar.source(of: entry) }
        return RangeSource(copy, place)
    }

    func digest() throws -> Digest { try tar.digest() }

    /// Unchecked because one caller at a time uses it.
    private final class Reader: EntryReader, @unchecked Sendable {
        private let spooled: SpooledTar
        private var rest: (any EntryReader)?

        init(_ spooled: SpooledTar) {
            self.spooled = spooled
        }

        func reaches(_ entry: ArchiveEntry) -> Bool { true }

        func read(_ entry: ArchiveEntry, _ chunk: (UnsafeRawBufferPointer) -> Bool) throws {
            guard let place = spooled.places[entry.ordinal] else { return try readTar(entry, chunk) }
            let source = RangeSource(spooled.copy, place)
            while case let bytes = try source.next(), bytes.count > 0 {
                guard chunk(bytes) else { return }
            }
        }

        private func readTar(_ entry: ArchiveEntry, _ chunk: (UnsafeRawBufferPointer) -> Bool) throws {
            let reader: any EntryReader
            if let rest, rest.reaches(entry) { reader = rest } else { reader = try spooled.tar.makeReader() }
            // Kept only after it came through whole.
            rest = nil
            try reader.read(entry, chunk)
            rest = reader
        }
    }
}

/// The bytes of a part of a file.
private final class RangeSource: ByteSource {
    private let file: InputFile
    private let buffer: UnsafeMutableRawBufferPointer
    private var rest: Range<Int64>

    init(_ file: InputFile, _ place: Range<Int64>) {
        self.file = file
        rest = place
        buffer = .allocate(byteCount: max(1, Int(min(Int64(256 << 10), Int64(place.count)))), alignment: 16)
    }

    deinit {
        buffer.deallocate()
    }

    func next() throws -> UnsafeRawBufferPointer {
        let wanted = Int(min(Int64(buffer.count), Int64(rest.count)))
        let count = try file.read(
            into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted]), at: rest.lowerBound)
        rest = (rest.lowerBound + Int64(count))..<rest.upperBound
        return UnsafeRawBufferPointer(rebasing: buffer[..<count])
    }

    func skip(_ count: Int64) -> Int64 { 0 }
}

/// Writes the copy.
private final class SpoolWriter {
    private let file: UnnamedFile
    private var buffer: [UInt8] = []
    private var written: Int64 = 0
    private var places: [Int: Range<Int64>] = [:]
    private var current = 0

    init() throws {
        file = try UnnamedFile(
            orFail: "the tar could not be copied to be read", remedy: "or unpack the tar and give the folder")
    }

    func begin(_ entry: ArchiveEntry) throws {
        current = entry.ordinal
        places[current] = written..<written
    }

    func forget(_ entry: ArchiveEntry) {
        places[entry.ordinal] = nil
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws {
        buffer.append(contentsOf: bytes)
        written += Int64(bytes.count)
        if let place = places[current] { places[current] = place.lowerBound..<written }
        if buffer.count >= 1 << 20 { try file.append(moving: &buffer) }
    }

    /// The container that reads the copy where there is one.
    func finish(_ tar: any Container) throws -> any Container {
        try file.append(moving: &buffer)
        return SpooledTar(tar: tar, copy: try file.input(), places: places)
    }
}
