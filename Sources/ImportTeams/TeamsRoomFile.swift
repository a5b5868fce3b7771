// SPDX-License-Identifier: Apache-2.0
internal import FerryJSON
internal import FerryModel
internal import Glibc

/// Channels and chats on disk, in runs that are each in the order of their ids, one in a line. The file has no name, so
/// that nothing of it outlives the program.
final class TeamsRoomFile {
    // Not /tmp, which often is memory.
    private static let folder = "/var/tmp"

    private let file: Int32
    private var runs: [Range<off_t>] = []
    private var end: off_t = 0

    /// Makes an empty file.
    init() throws {
        var template = Array((Self.folder + "/matrix-ferry-XXXXXX").utf8CString)
        file = mkstemp(&template)
        guard file >= 0 else { throw Self.failure(errno) }
        _ = fcntl(file, F_SETFD, FD_CLOEXEC)
        unlink(template)
    }

    deinit {
        close(file)
    }

    /// Adds a run of rooms that are in the order of their ids.
    func append(_ rooms: [TeamsRoom]) throws {
        let start = end
        var bytes: [UInt8] = []
        for room in rooms {
            bytes += room.line
            bytes.append(UInt8(ascii: "\n"))
            if bytes.count >= 1 << 20 { try write(&bytes) }
        }
        try write(&bytes)
        runs.append(start..<end)
    }

    /// Hands out every room once, put together from all runs, in the order of their ids.
    func forEach(_ body: (TeamsRoom) throws -> Void) throws {
        var readers = runs.map { TeamsRoomRun(file, $0) }
        var heads = try readers.indices.map { try readers[$0].next() }
        while let first = heads.compactMap({ $0?.id }).min(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) })
        {
            var whole = TeamsRoom(id: first)
            for index in heads.indices {
                guard let head = heads[index], head.id == first else { continue }
                whole.merge(head)
                heads[index] = try readers[index].next()
            }
            try body(whole)
        }
    }

    private func write(_ bytes: inout [UInt8]) throws {
        try bytes.withUnsafeBytes { buffer in
            var rest = UnsafeRawBufferPointer(rebasing: buffer[...])
            while rest.count > 0 {
                let count = pwrite(file, rest.baseAddress, rest.count, end)
                guard count > 0 else {
                    if errno == EINTR { continue }
                    throw Self.failure(errno)
                }
                end += off_t(count)
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            }
        }
        bytes.removeAll(keepingCapacity: true)
    }

    /// What goes wrong with the file.
    static func failure(_ code: Int32) -> Failure {
        Failure(
            .storage, "the list of chats could not be kept on disk: " + String(cString: strerror(code)),
            at: folder, remedy: "make room there, then run the same command again")
    }
}

/// Reads one run of a file of rooms from its beginning.
struct TeamsRoomRun {
    private static let bufferSize = 64 << 10

    private let file: Int32
    private var rest: Range<off_t>
    private var buffer: [UInt8] = []
    private var start = 0

    init(_ file: Int32, _ range: Range<off_t>) {
        self.file = file
        rest = range
    }

    /// The next room; `nil` at the end.
    mutating func next() throws -> TeamsRoom? {
        var searched = start
        while true {
            if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                defer { start = end + 1 }
                return try TeamsRoom(line: buffer[start..<end])
            }
            searched = buffer.count - start
            guard try fill() else { return nil }
        }
    }

    private mutating func fill() throws -> Bool {
        buffer.removeFirst(start)
        start = 0
        guard !rest.isEmpty else { return false }
        var chunk = [UInt8](repeating: 0, count: min(Self.bufferSize, rest.count))
        var count = pread(file, &chunk, chunk.count, rest.lowerBound)
        while count < 0, errno == EINTR { count = pread(file, &chunk, chunk.count, rest.lowerBound) }
        guard count > 0 else { throw TeamsRoomFile.failure(count == 0 ? EIO : errno) }
        rest = rest.lowerBound + off_t(count)..<rest.upperBound
        buffer += chunk[..<count]
        return true
    }
}
