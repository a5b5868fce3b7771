// SPDX-License-Identifier: Apache-2.0

/// Cuts a stream of comma-separated values into rows, with line breaks and quotes inside fields, whatever the size
/// of the file. Memory is the largest row. Where the headings end in a carriage return alone, as spreadsheets on a Mac
/// write them, every row does.
///
/// A quote that nothing closes would swallow the rest of the file; such a row is given up where it exceeds the
/// limit, and reading goes on with the line behind the one it began on. Lines of fewer fields than the headings have
/// belong to the row that was given up.
struct TableRows {
    /// A row, with the line it begins on, counted from 1; `nil` for fields means that it is broken.
    typealias Body = (_ line: Int, _ fields: [String]?) throws -> Void

    private let limit: Int
    private var separator: UInt8?
    /// The bytes of the row being read.
    private var row: [UInt8] = []
    private var line = 1
    private var firstLine = 1
    private var isQuoted = false
    /// Whether the next byte begins a field; only there a quote opens one.
    private var beginsField = true
    /// Whether the byte before closed a quote, which the next one may open again.
    private var hasClosed = false
    private var isStart = true
    private var isAfterReturn = false
    /// Whether a carriage return alone ends a row.
    private var endsInReturn = false
    /// The line on which a row was given up; up to its end nothing is quoted.
    private var isGivenUp = false
    /// Whether no whole row has come since one was given up.
    private var isRecovering = false
    /// How many headings there are.
    private var columns = 0

    /// Makes a reader of one stream.
    ///
    /// - Parameter limit: bytes of the longest row.
    init(limit: Int = 4 << 20) { self.limit = limit }

    /// Takes the next bytes of the stream.
    mutating func feed(_ bytes: some Collection<UInt8>, _ body: Body) throws {
        for byte in bytes { try take(byte, body) }
    }

    /// States that the stream is over.
    mutating func finish(_ body: Body) throws {
        guard isQuoted else { return try endRow(body) }
        try giveUp(body)
        // What follows the broken line may hold another one.
        while isQuoted { try giveUp(body) }
        try endRow(body)
    }

    private mutating func take(_ next: UInt8, _ body: Body) throws {
        defer { isAfterReturn = next == UInt8(ascii: "\r") }
        if isAfterReturn, isStart, !isQuoted, next != UInt8(ascii: "\n"), row.contains(where: { $0 > 32 }) {
            endsInReturn = true
            line += 1
            try endRow(body)
            beginsField = true
            firstLine = line
        }
        // A line feed behind the return ends a row of nothing.
        let byte = endsInReturn && !isQuoted && next == UInt8(ascii: "\r") ? UInt8(ascii: "\n") : next
        if byte == UInt8(ascii: "\n") { line += 1 }
        follow(byte)
        guard byte == UInt8(ascii: "\n"), !isQuoted else {
            row.append(byte)
            if row.count > limit { try giveUp(body) }
            return
        }
        isGivenUp = false
        try endRow(body)
        beginsField = true
        firstLine = line
    }

    private mutating func follow(_ byte: UInt8) {
        let isQuote = byte == UInt8(ascii: "\"") && !isGivenUp
        if isQuoted {
            if isQuote { (isQuoted, hasClosed) = (false, true) }
            return
        }
        if isQuote, beginsField || hasClosed { isQuoted = true }
        hasClosed = false
        // Until the headings are known, each of the signs may part them; a byte order mark begins no field.
        let separates =
            separator.map { $0 == byte }
            ?? [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")].contains(byte)
        beginsField = separates || (beginsField && [0xEF, 0xBB, 0xBF].contains(byte))
    }

    private mutating func endRow(_ body: Body) throws {
        if isStart, row.starts(with: [0xEF, 0xBB, 0xBF]) { row.removeFirst(3) }
        isStart = false
        if row.last == UInt8(ascii: "\r") { row.removeLast() }
        defer { row.removeAll(keepingCapacity: row.capacity < 1 << 16) }
        guard row.contains(where: { $0 > 32 }) else { return }
        if separator == nil { separator = Self.separator(row) }
        let fields = Self.fields(row, separator ?? UInt8(ascii: ","))
        if columns == 0 { columns = fields.count }
        if isRecovering, fields.count < columns { return }
        isRecovering = false
        try body(firstLine, fields)
    }

    // Reports the row, and reads again what stands behind its first line.
    private mutating func giveUp(_ body: Body) throws {
        // More lines of the same row, up to a whole one, are no loss of their own.
        if !isRecovering { try body(firstLine, nil) }
        isRecovering = true
        let end = row.firstIndex(of: UInt8(ascii: "\n"))
        let rest = end.map { Array(row[($0 + 1)...]) } ?? []
        row = []
        (isQuoted, hasClosed, beginsField) = (false, false, true)
        isGivenUp = end == nil
        line = firstLine + (end == nil ? 0 : 1)
        firstLine = line
        for byte in rest { try take(byte, body) }
    }

    /// The fields of a row; a quote inside a field that does not begin with one stands for itself.
    private static func fields(_ row: [UInt8], _ separator: UInt8) -> [String] {
        var fields: [String] = []
        var field: [UInt8] = []
        var isQuoted = false
        var index = 0
        while index < row.count {
            let byte = row[index]
            if isQuoted {
                if byte != UInt8(ascii: "\"") {
                    field.append(byte)
                } else if index + 1 < row.count, row[index + 1] == byte {
                    field.append(byte)
                    index += 1
                } else {
                    isQuoted = false
                }
            } else if byte == UInt8(ascii: "\""), field.isEmpty {
                isQuoted = true
            } else if byte == separator {
                fields.append(String(decoding: field, as: UTF8.self))
                field = []
            } else {
                field.append(byte)
            }
            index += 1
        }
        return fields + [String(decoding: field, as: UTF8.self)]
    }

    // The sign that parts the headings.
    private static func separator(_ row: [UInt8]) -> UInt8 {
        let signs: [UInt8] = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
        let counts = signs.map { sign in fields(row, sign).count }
        let most = counts.max() ?? 1
        return counts.firstIndex(of: most).map { signs[$0] } ?? signs[0]
    }
}
