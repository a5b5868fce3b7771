// SPDX-License-Identifier: Apache-2.0

/// Reads comma-separated values record by record. Everything that counts is ASCII, so it goes by bytes.
struct CSVReader {
    private static let quote = UInt8(ascii: "\"")
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    private var rest: String.UTF8View.SubSequence
    private let separator: UInt8
    private var line = 1

    init(_ text: String) {
        let bytes = text.utf8
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        rest = bytes.starts(with: mark) ? bytes.dropFirst(mark.count) : bytes[...]
        separator = Self.separator(rest)
    }

    /// The next record with the line it begins on; empty lines are passed over.
    mutating func next() -> (line: Int, fields: [String])? {
        while !rest.isEmpty {
            let first = line
            let fields = record()
            if fields != [""] { return (first, fields) }
        }
        return nil
    }

    private mutating func record() -> [String] {
        var fields: [String] = []
        var field: [UInt8] = []
        var isQuoted = false
        func end() { fields.append(String(decoding: field, as: UTF8.self)) }
        while let byte = rest.popFirst() {
            if byte == Self.lineFeed { line += 1 }
            if isQuoted {
                if byte != Self.quote {
                    field.append(byte)
                } else if rest.first == Self.quote {
                    field.append(byte)
                    rest.removeFirst()
                } else {
                    isQuoted = false
                }
            } else if byte == Self.quote && field.isEmpty {
                isQuoted = true
            } else if byte == separator {
                end()
                field.removeAll(keepingCapacity: true)
            } else if byte == Self.lineFeed {
                break
            } else if byte != Self.carriageReturn || rest.first != Self.lineFeed {
                field.append(byte)
            }
        }
        end()
        return fields
    }

    private static func separator(_ bytes: String.UTF8View.SubSequence) -> UInt8 {
        var isQuoted = false
        var found: Set<UInt8> = []
        for byte in bytes {
            if byte == quote { isQuoted.toggle() }
            if !isQuoted && byte == lineFeed { break }
            if !isQuoted { found.insert(byte) }
        }
        for candidate in [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
        where found.contains(candidate) {
            return candidate
        }
        return UInt8(ascii: ",")
    }
}
