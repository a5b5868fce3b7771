// SPDX-License-Identifier: Apache-2.0
internal import FerryModel
internal import Glibc

/// One mail as it passes by in the first pass: its header block and a digest of the rest; memory is the header's.
///
/// Unchecked because each belongs to one thread at a time: once all of it has passed it is handed on.
final class MailScan: @unchecked Sendable {
    /// Where it begins and ends in the file.
    let offset: Int64
    var end: Int64
    /// The line that parted it from the mail before; empty outside mboxes.
    let separator: String
    private var head: [UInt8] = []
    private var isInBody = false
    private let body = SHA256()
    private var blankLines = 0
    /// Whether what has passed last is no line end.
    private(set) var endsInLine = false

    /// Begins a mail.
    init(at offset: Int64, separator: String = "") {
        self.offset = offset
        end = offset
        self.separator = separator
    }

    /// Takes the next bytes.
    func take(_ bytes: UnsafeRawBufferPointer) {
        endsInLine = (bytes.last ?? 10) != 10
        guard !isInBody else { return hash(bytes) }
        let before = head.count
        head.append(contentsOf: bytes.prefix(MailHeader.limit + 1 - before))
        guard let end = head.withUnsafeBytes({ MailHeader.end(of: $0, isLast: false) }) else { return }
        isInBody = true
        let rest = UnsafeRawBufferPointer(rebasing: bytes[min(max(0, end - before), bytes.count)...])
        // Where the header ends may lie in what came before; those bytes are the body's.
        if end < before {
            head[end...].withUnsafeBytes { hash(UnsafeRawBufferPointer(rebasing: $0[..<(before - end)])) }
        }
        head.removeSubrange(min(end, head.count)...)
        hash(rest)
    }

    /// The header block, once all of the mail has passed.
    private(set) lazy var header = MailHeader(head)

    /// Whether its header has ended.
    var hasHeader: Bool { isInBody }

    /// How many bytes of it the header block has.
    var headerLength: Int { head.count }

    /// The digest of the body without line ends at its end and without carriage returns.
    func digest() -> [UInt8] { Array(body.finish().bytes.prefix(16)) }

    // Blank lines between mails are the container's, and line ends change from one copy to the next.
    private func hash(_ bytes: UnsafeRawBufferPointer) {
        var start = 0
        var end = bytes.count
        while end > 0, bytes[end - 1] == 10 || bytes[end - 1] == 13 { end -= 1 }
        guard end > 0 else {
            blankLines += bytes.count { $0 == 10 }
            return
        }
        if blankLines > 0 { body.update(repeatElement(10, count: blankLines)) }
        guard let base = UnsafeRawPointer(bytes.baseAddress) else { return }
        while start < end {
            let found = memchr(base + start, 13, end - start).map { UnsafeRawPointer($0) - base }
            let stop = found ?? end
            body.update(UnsafeRawBufferPointer(rebasing: bytes[start..<stop]))
            start = stop + 1
        }
        blankLines = bytes[end...].count { $0 == 10 }
    }
}
