// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive
internal import FerryJSON
internal import FerryModel

/// Channels and chats on disk, in runs that are each in the order of their ids, one in a line. Nothing of
/// it outlives the program.
final class TeamsRoomFile {
    private let file: UnnamedFile
    private var runs: [Range<Int64>] = []

    /// Makes an empty file.
    init() throws {
        file = try UnnamedFile(orFail: "the list of chats could not be kept on disk")
    }

    /// Adds a run of rooms that are in the order of their ids.
    func append(_ rooms: [TeamsRoom]) throws {
        let start = file.count
        var bytes: [UInt8] = []
        for room in rooms {
            bytes += room.line
            bytes.append(UInt8(ascii: "\n"))
            if bytes.count >= 1 << 20 { try file.append(moving: &bytes) }
        }
        try file.append(moving: &bytes)
        runs.append(start..<file.count)
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
}

/// Reads one run of a file of rooms from its beginning.
struct TeamsRoomRun {
    private static let bufferSize: Int64 = 64 << 10

    private let file: UnnamedFile
    private var rest: Range<Int64>
    private var buffer: [UInt8] = []
    private var start = 0

    init(_ file: UnnamedFile, _ range: Range<Int64>) {
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
        let end = min(rest.upperBound, rest.lowerBound + Self.bufferSize)
        buffer += try file.bytes(in: rest.lowerBound..<end)
        rest = end..<rest.upperBound
        return true
    }
}
