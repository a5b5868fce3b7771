// SPDX-License-Identifier: Apache-2.0

/// Brings line ends that no mail has into the form of mail, as the bytes of a file pass by: `CR CR LF`, which comes of
/// copying text as text twice, and `CR` alone, as old Macs wrote it. Other files pass unchanged.
struct LineEnds {
    private enum Form {
        case usual
        case doubled
        case returns
    }

    private static let headLength = 8_192

    private var form: Form?
    /// Carriage returns that have come and whose meaning the next byte tells.
    private var pending = 0

    /// Takes the next bytes and hands out what they are.
    mutating func feed(
        _ bytes: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        let form = form ?? Self.form(of: bytes.prefix(Self.headLength))
        self.form = form
        guard form != .usual else { return try body(bytes) }
        var mended: [UInt8] = []
        mended.reserveCapacity(bytes.count + pending)
        for byte in bytes {
            if byte == 13 {
                pending += 1
                continue
            }
            settle(before: byte, into: &mended)
            mended.append(byte)
        }
        try mended.withUnsafeBytes(body)
    }

    /// Hands out what is left at the end of the file.
    mutating func finish(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        var mended: [UInt8] = []
        settle(before: 0, into: &mended)
        if !mended.isEmpty { try mended.withUnsafeBytes(body) }
    }

    private mutating func settle(before byte: UInt8, into mended: inout [UInt8]) {
        guard pending > 0 else { return }
        let isReturns = form == .returns
        // A line feed behind them is the line end of all.
        let count = byte == 10 ? (isReturns ? pending - 1 : 0) : pending
        mended.append(contentsOf: repeatElement(isReturns ? 10 : 13, count: count))
        pending = 0
    }

    private static func form(of head: Slice<UnsafeRawBufferPointer>) -> Form {
        guard let feed = head.firstIndex(of: 10) else {
            return head.count { $0 == 13 } > 1 ? .returns : .usual
        }
        return head[..<feed].suffix(2).elementsEqual([13, 13]) ? .doubled : .usual
    }
}
