// SPDX-License-Identifier: Apache-2.0

import FerryModel

/// What libarchive reads from: blocks in order, lent until the next one is asked for.
protocol ByteSource: AnyObject {
    /// The next bytes; none at the end.
    func next() throws -> UnsafeRawBufferPointer
    /// Passes over up to so many bytes without reading them; returns how many.
    func skip(_ count: Int64) -> Int64
}

/// The bytes of the entry at which a container's stream stands.
final class StreamSource: ByteSource {
    private let stream: LibarchiveStream

    init(_ stream: LibarchiveStream) {
        self.stream = stream
    }

    func next() throws -> UnsafeRawBufferPointer { try stream.readBlock() }

    func skip(_ count: Int64) -> Int64 { 0 }
}

/// The bytes of a file from its start.
final class FileSource: ByteSource {
    private let file: InputFile
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
    private var position: Int64 = 0

    init(_ file: InputFile) {
        self.file = file
    }

    deinit {
        buffer.deallocate()
    }

    func next() throws -> UnsafeRawBufferPointer {
        let count = try file.read(into: buffer, at: position)
        position += Int64(count)
        return UnsafeRawBufferPointer(rebasing: buffer[..<count])
    }

    func skip(_ count: Int64) -> Int64 {
        let step = max(0, min(count, file.size - position))
        position += step
        return step
    }
}
