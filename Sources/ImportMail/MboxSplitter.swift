// SPDX-License-Identifier: Apache-2.0
internal import CGMime
internal import Glibc

/// What the splitter of an mbox reports, in the order of the file.
protocol MboxReceiver: AnyObject {
    /// A mail begins at an offset of the file, behind its separator, which is lent without its line end.
    func begin(at offset: Int64, separator: UnsafeRawBufferPointer) throws
    /// The next bytes of the mail, lent for the call.
    func take(_ bytes: UnsafeRawBufferPointer) throws
    /// The mail ends before an offset of the file.
    func end(at offset: Int64) throws
}

/// Parts an mbox into mails as its bytes pass by, by the rule of `MboxSeparator`; memory is that of its buffer.
final class MboxSplitter {
    /// Lines that may have been separators and were taken for text.
    private(set) var doubtful = 0
    /// Separators without a blank line before them.
    private(set) var uncertain = 0
    /// Bytes before the first separator that are not blank.
    private(set) var stray: Int64 = 0

    private static let capacity = 512 << 10
    private let receiver: any MboxReceiver
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity, alignment: 16)
    private var filled = 0
    /// The offset in the file of the first byte in the buffer.
    private var base: Int64 = 0
    private var isInMail = false
    private var isAtStart = true
    /// The last two bytes of the mail that are no CR; line feeds at its start.
    private var ending: (UInt8, UInt8) = (10, 10)

    /// Makes a splitter that reports to a receiver.
    init(_ receiver: any MboxReceiver) { self.receiver = receiver }

    deinit { buffer.deallocate() }

    /// Takes the next bytes of the file.
    func feed(_ chunk: UnsafeRawBufferPointer) throws {
        var rest = chunk
        while rest.count > 0 {
            let count = min(rest.count, buffer.count - filled)
            UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]).copyMemory(
                from: UnsafeRawBufferPointer(rebasing: rest[..<count]))
            filled += count
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            try scan(isLast: false)
        }
    }

    /// Says that the file ends here.
    func finish() throws {
        try scan(isLast: true)
        if isInMail { try receiver.end(at: base) }
        isInMail = false
    }

    private func scan(isLast: Bool) throws {
        var position = 0
        if isAtStart {
            guard let start = try scanStart(isLast: isLast) else { return }
            position = start
        }
        while let feed = find(from: position) {
            guard let decision = decide(at: feed + 1, isLast: isLast) else {
                try pass(position..<feed)
                return keep(from: feed)
            }
            guard decision.verdict == .separator else {
                if decision.verdict == .doubtful { doubtful += 1 }
                try pass(position..<(feed + 1))
                position = feed + 1
                continue
            }
            try pass(position..<(feed + 1))
            if ending != (10, 10) { uncertain += 1 }
            try begin(line: (feed + 1)..<decision.lineEnd, behind: decision.next)
            position = decision.next
        }
        // The start of a separator may stand at the end of what is known.
        let end = isLast ? filled : max(position, filled - 6)
        try pass(position..<end)
        keep(from: end)
    }

    /// Where the first line begins, and the mail if that is a separator; `nil` when more is needed.
    private func scanStart(isLast: Bool) throws -> Int? {
        guard filled > Self.mark.count || isLast else { return nil }
        var start = bytes(0..<filled).starts(with: Self.mark) ? Self.mark.count : 0
        while start < filled, buffer[start] == 10 || buffer[start] == 13 { start += 1 }
        guard filled - start > 5 || isLast else { return nil }
        guard bytes(start..<filled).starts(with: "From ".utf8) else {
            // Whatever stands before the first separator.
            isAtStart = false
            return start
        }
        guard let decision = decide(at: start, isLast: isLast) else { return nil }
        isAtStart = false
        guard decision.verdict == .separator else { return start }
        try begin(line: start..<decision.lineEnd, behind: decision.next)
        return decision.next
    }

    private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

    private func begin(line: Range<Int>, behind next: Int) throws {
        let offset = base + Int64(line.lowerBound)
        if isInMail { try receiver.end(at: offset) }
        isInMail = true
        ending = (10, 10)
        try receiver.begin(at: base + Int64(next), separator: bytes(line))
    }

    /// Whether the line at a position parts two mails, where it ends and where the next one begins.
    private func decide(at start: Int, isLast: Bool) -> (
        verdict: MboxSeparator.Verdict, lineEnd: Int, next: Int
    )? {
        let limit = min(filled, start + MboxSeparator.lineLimit)
        guard let end = index(of: 10, in: start..<limit) else {
            return limit < filled || isLast ? (.text, limit, limit) : nil
        }
        let next = end + 1
        let nextLimit = min(filled, next + MboxSeparator.lineLimit)
        let nextEnd = index(of: 10, in: next..<nextLimit)
        guard nextEnd != nil || nextLimit < filled || isLast || index(of: 58, in: next..<nextLimit) != nil
        else {
            return nil
        }
        let lineEnd = end > start && buffer[end - 1] == 13 ? end - 1 : end
        let verdict = MboxSeparator.verdict(
            bytes(start..<lineEnd), next: bytes(next..<(nextEnd ?? nextLimit)))
        return (verdict, lineEnd, next)
    }

    /// The next line feed that `From ` follows.
    private func find(from position: Int) -> Int? {
        guard position < filled, let start = buffer.baseAddress else { return nil }
        guard let found = ferry_find(start + position, filled - position, "\nFrom ", 6) else { return nil }
        return found - UnsafeRawPointer(start)
    }

    private func index(of byte: UInt8, in range: Range<Int>) -> Int? {
        guard !range.isEmpty, let start = buffer.baseAddress else { return nil }
        guard let found = memchr(start + range.lowerBound, Int32(byte), range.count) else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(start)
    }

    private func bytes(_ range: Range<Int>) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: buffer[range])
    }

    private func pass(_ range: Range<Int>) throws {
        guard !range.isEmpty else { return }
        let part = bytes(range)
        if isInMail {
            noteEnd(part)
            try receiver.take(part)
        } else {
            stray += Int64(part.count { $0 > 32 })
        }
    }

    private func noteEnd(_ part: UnsafeRawBufferPointer) {
        let tail = part.lazy.reversed().filter { $0 != 13 }.prefix(2)
        switch Array(tail) {
        case let bytes where bytes.count == 2: ending = (bytes[1], bytes[0])
        case let bytes where bytes.count == 1: ending = (ending.1, bytes[0])
        default: break
        }
    }

    private func keep(from position: Int) {
        guard position > 0 else { return }
        base += Int64(position)
        if let start = buffer.baseAddress { memmove(start, start + position, filled - position) }
        filled -= position
    }
}
