// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import Glibc

/// What a verification has found so far, on the disk: one that is interrupted goes on after the last room, or the last
/// files, that it has read to the end.
///
/// Lines of JSON in blocks. A block counts when its last line, with the figures, is there; what follows is forgotten.
public final class VerifySpool {
    /// How long what was found before stands for what the homeserver holds.
    public static let lifetime: Int64 = 24 * 3600

    private let path: String
    private var descriptor: Int32 = -1
    private var buffer: [UInt8] = []
    /// The figures of the whole blocks that an earlier run has left.
    private var found: [VerifySummary] = []
    private var replayed: [VerifySummary] = []

    /// Opens what an earlier run has left, or begins anew.
    ///
    /// - Parameters:
    ///   - path: the file; it is removed at the end of a verification.
    ///   - identity: what is verified. What was found about anything else is forgotten.
    ///   - now: seconds since 1970.
    ///   - sink: hears once more of what was found before.
    /// - Throws: `Failure.storage`.
    public init(path: String, identity: String, now: Int64, into sink: VerifySink) throws {
        self.path = path
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure("opened", path) }
        let end = try replay(identity, now, sink)
        guard ftruncate(descriptor, end) == 0, lseek(descriptor, 0, SEEK_END) == end else {
            throw Self.failure("written", path)
        }
        if end == 0 { try append(.array([.string("verify"), .string(identity), .int(now)]), flush: true) }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// How many blocks an earlier run has left.
    public var blocks: Int { found.count }

    /// The next block of an earlier run, if it is this one's turn: its figures, its findings having been told already.
    func next() -> VerifySummary? {
        guard replayed.count < found.count else { return nil }
        replayed.append(found[replayed.count])
        return replayed.last
    }

    // MARK: Writing

    func take(_ difference: VerifySummary.Difference) throws {
        try append([
            "d", .string(difference.verdict.rawValue), .string(difference.room), .string(difference.event),
            .string(difference.source), .string(difference.what),
        ])
    }

    func take(_ line: ManifestLine) throws {
        switch line {
        case .event(let room, let id, let type, let sender, let time, let digest):
            try append([
                "e", .string(room), .string(id), .string(type), .string(sender), .int(time),
                .string(digest.hex),
            ])
        case .media(let address, let bytes, let digest):
            try append(["m", .string(address), .int(bytes), .string(digest.hex)])
        }
    }

    func take(_ change: MemberChange) throws {
        try append([
            "p", .string(change.room), .string(change.user), .string(change.membership),
            .string(change.sender), .int(change.time.milliseconds),
        ])
    }

    /// Ends a block.
    func end(_ summary: VerifySummary) throws {
        try append(
            .array(
                ["end"] + Self.figures.map { .int(Int64(summary[keyPath: $0])) } + [.int(summary.mediaBytes)]),
            flush: true)
    }

    /// The verification has come to its end.
    public func remove() { unlink(path) }

    private func append(_ line: JSONValue, flush: Bool = false) throws {
        buffer += line.canonicalBytes()
        buffer.append(0x0A)
        guard flush || buffer.count > 1 << 16 else { return }
        var rest = buffer[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw Self.failure("written", path) }
            rest = rest.dropFirst(count)
        }
        buffer.removeAll(keepingCapacity: true)
    }

    private static let figures: [any (WritableKeyPath<VerifySummary, Int> & Sendable)] = [
        \.checked, \.same, \.missing, \.extra, \.different, \.duplicated, \.outOfOrder, \.unreadable, \.media,
        \.came, \.went,
    ]

    private static func failure(_ action: String, _ path: String) -> Failure {
        Failure(
            .storage, "what verify has found could not be \(action) (errno \(errno))", at: path,
            remedy: "check disk space and permissions, then run the same command again")
    }

    // MARK: Reading

    /// Tells the sink of all whole blocks, and gives the place behind them.
    private func replay(_ identity: String, _ now: Int64, _ sink: VerifySink) throws -> off_t {
        // Twice, so that nothing is told of a block that has no end: first the ends, then the lines.
        var lines = LineReader(descriptor)
        guard let head = try lines.next().flatMap({ try? JSONValue(parsing: $0) })?.elements, head.count == 3,
            head[1].string == identity, let begun = head[2].int64, (0..<Self.lifetime).contains(now - begun)
        else { return 0 }
        var end = lines.place
        while let line = try lines.next() {
            guard let values = (try? JSONValue(parsing: line))?.elements else { break }
            guard values.first == "end" else { continue }
            guard let summary = Self.summary(values) else { break }
            found.append(summary)
            end = lines.place
        }
        lines = LineReader(descriptor)
        _ = try lines.next()
        while lines.place < end, let line = try lines.next() {
            try Self.tell((try? JSONValue(parsing: line))?.elements ?? [], sink)
        }
        return end
    }

    private static func summary(_ values: [JSONValue]) -> VerifySummary? {
        let numbers = values.dropFirst().compactMap(\.int64)
        guard numbers.count == figures.count + 1 else { return nil }
        var summary = VerifySummary()
        for (figure, number) in zip(figures, numbers) { summary[keyPath: figure] = Int(number) }
        summary.mediaBytes = numbers[figures.count]
        return summary
    }

    private static func tell(_ values: [JSONValue], _ sink: VerifySink) throws {
        let texts = values.map { $0.string ?? "" }
        switch (texts.first, values.count) {
        case ("d", 6):
            guard let verdict = VerifySummary.Verdict(rawValue: texts[1]) else { return }
            try sink.take(
                VerifySummary.Difference(
                    verdict: verdict, room: texts[2], event: texts[3], source: texts[4], what: texts[5]))
        case ("e", 7):
            guard let digest = Digest(hex: texts[6]) else { return }
            try sink.take(
                .event(
                    room: texts[1], id: texts[2], type: texts[3], sender: texts[4],
                    time: values[5].int64 ?? 0,
                    digest: digest))
        case ("p", 6):
            try sink.take(
                MemberChange(
                    room: texts[1], user: texts[2], membership: texts[3],
                    sender: texts[4], time: Timestamp(milliseconds: values[5].int64 ?? 0)))
        case ("m", 4):
            guard let digest = Digest(hex: texts[3]) else { return }
            try sink.take(.media(address: texts[1], bytes: values[2].int64 ?? 0, digest: digest))
        default: return
        }
    }
}

/// The lines of a file, from its beginning. A last line without its end is none.
private struct LineReader {
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    private var start = 0
    private var offset: off_t = 0
    /// Where the next line begins.
    private(set) var place: off_t = 0

    init(_ descriptor: Int32) { self.descriptor = descriptor }

    mutating func next() throws -> [UInt8]? {
        var searched = start
        while true {
            if let end = buffer[searched...].firstIndex(of: 0x0A) {
                defer { start = end + 1 }
                place += off_t(end + 1 - start)
                return Array(buffer[start..<end])
            }
            buffer.removeFirst(start)
            start = 0
            searched = buffer.count
            var chunk = [UInt8](repeating: 0, count: 1 << 16)
            let count = pread(descriptor, &chunk, chunk.count, offset)
            guard count > 0 else { return nil }
            offset += off_t(count)
            buffer += chunk[..<count]
        }
    }
}
