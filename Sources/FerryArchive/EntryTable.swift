// SPDX-License-Identifier: Apache-2.0

import Glibc

/// The names of an archive's files in one piece of memory, with what else is known of each: some fifty bytes a file.
final class EntryTable: Sendable {
    /// One file.
    struct Row: Sendable {
        fileprivate let start: Int
        fileprivate let length: UInt32
        /// Its place in the order of the container.
        let ordinal: UInt32
        private let declared: Int64

        init(start: Int, length: Int, size: Int64?, ordinal: Int) {
            self.start = start
            self.length = UInt32(truncatingIfNeeded: length)
            self.ordinal = UInt32(truncatingIfNeeded: ordinal)
            declared = size ?? -1
        }

        /// Its bytes, `nil` when not declared.
        var size: Int64? { declared < 0 ? nil : declared }

        fileprivate func name(in names: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
            UnsafeBufferPointer(rebasing: names[start..<(start + Int(length))])
        }
    }

    private let names: [UInt8]
    private let rows: [Row]

    init(names: [UInt8], rows: [Row]) {
        self.names = names
        self.rows = rows
    }

    /// How many files there are.
    var count: Int { rows.count }

    subscript(_ row: UInt32) -> Row { rows[Int(row)] }

    /// Lends the UTF-8 of a name.
    func withName<Result>(of row: UInt32, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        names.withUnsafeBufferPointer { body(rows[Int(row)].name(in: $0)) }
    }

    /// Sorts rows by the bytes of their names, and of those with one name by their place.
    static func sort(_ rows: inout [Row], names: [UInt8]) {
        names.withUnsafeBufferPointer { names in
            rows.sort {
                let order = compare($0.name(in: names), $1.name(in: names))
                return order == 0 ? $0.ordinal < $1.ordinal : order < 0
            }
        }
    }

    /// Whether two rows have the same name.
    static func areSame(_ left: Row, _ right: Row, names: [UInt8]) -> Bool {
        names.withUnsafeBufferPointer { compare(left.name(in: $0), right.name(in: $0)) == 0 }
    }

    /// The name of a row.
    static func name(of row: Row, in names: [UInt8]) -> String {
        names.withUnsafeBufferPointer { String(decoding: row.name(in: $0), as: UTF8.self) }
    }

    /// Negative, zero or positive as one name comes before another byte by byte, is the same or comes behind.
    /// Swift's own order would take names for equal that differ in Unicode normalisation and are different
    /// files.
    static func compare(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Int {
        guard let first = left.baseAddress, let second = right.baseAddress else {
            return left.count - right.count
        }
        let order = memcmp(first, second, min(left.count, right.count))
        return order == 0 ? left.count - right.count : Int(order)
    }
}
