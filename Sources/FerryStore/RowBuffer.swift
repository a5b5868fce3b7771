// SPDX-License-Identifier: Apache-2.0
import FerryModel
import Glibc

/// Rows on their way to the thread that writes, as flat bytes in the order of the statements' parameters.
///
/// Records are made of many strings. Written down at once, these end on the thread that made them, and the writing
/// thread binds what it finds here without making anything. Unchecked because one thread at a time holds it.
final class RowBuffer: @unchecked Sendable {
    /// What a value is; its bytes follow.
    enum Field: UInt8 {
        /// The row is complete.
        case end
        case null
        /// Eight bytes.
        case int
        /// A length and UTF-8.
        case text
        /// The text of a key, of which the number is meant.
        case key
        /// The same, of a key that most likely has its number already.
        case olderKey
        /// The same, of a key that may come several times in a row.
        case recentKey
        /// The text of a key that will come again and is then named by its place among those.
        case newRepeatedKey
        /// That place, in four bytes.
        case repeatedKey
        /// From here on places are counted anew.
        case forgetRepeatedKeys
    }

    private(set) var bytes: UnsafeMutableRawPointer
    private(set) var count = 0
    /// How many rows there are.
    private(set) var rows = 0
    private var capacity: Int
    private var textStart = 0

    init(capacity: Int = 9 << 17) {
        self.capacity = capacity
        bytes = .allocate(byteCount: capacity, alignment: 8)
    }

    deinit { bytes.deallocate() }

    /// Forgets the rows and keeps the memory.
    func clear() {
        count = 0
        rows = 0
    }

    // MARK: Writing

    /// Begins a row of a table.
    func begin(_ table: RecordTable) {
        reserve(1)
        bytes.storeBytes(of: table.rawValue, toByteOffset: count, as: UInt8.self)
        count += 1
    }

    /// Ends the row.
    func end() {
        add(.end)
        rows += 1
    }

    /// A value that needs no bytes.
    func add(_ field: Field) {
        reserve(1)
        bytes.storeBytes(of: field.rawValue, toByteOffset: count, as: UInt8.self)
        count += 1
    }

    /// The next parameter is a whole number.
    func add(_ number: Int64) {
        add(.int)
        reserve(8)
        bytes.storeBytes(of: number, toByteOffset: count, as: Int64.self)
        count += 8
    }

    /// The next parameter is a whole number, or NULL.
    func add(_ number: Int64?) {
        if let number { add(number) } else { add(.null) }
    }

    /// The next parameter is a truth value.
    func add(_ flag: Bool) { add(flag ? 1 : 0 as Int64) }

    /// The next parameter is the number of a key that came before.
    func add(repeatedKey place: UInt32) {
        add(.repeatedKey)
        reserve(4)
        bytes.storeBytes(of: place, toByteOffset: count, as: UInt32.self)
        count += 4
    }

    /// The next parameter is a text.
    func add(_ text: String) {
        beginText(.text)
        append(text, nul: "")
        endText()
    }

    /// The next parameter is a text, or NULL.
    func add(_ text: String?) {
        if let text { add(text) } else { add(.null) }
    }

    /// The next parameter is a text, given as its UTF-8 without NUL.
    func add(utf8 text: [UInt8]) {
        beginText(.text)
        text.withUnsafeBytes { append($0) }
        endText()
    }

    /// Begins a text of which the parts follow.
    func beginText(_ field: Field) {
        add(field)
        reserve(4)
        count += 4
        textStart = count
    }

    /// A part of a text; SQLite's interface ends texts at NUL, so another text stands for each.
    func append(_ text: String, nul: String) {
        let isDone: Void? = text.utf8.withContiguousStorageIfAvailable { part in
            let part = UnsafeRawBufferPointer(part)
            if let start = part.baseAddress, memchr(start, 0, part.count) != nil {
                var whole = WholeText.encode(text, nul: nul)
                whole.withUTF8 { append(UnsafeRawBufferPointer($0)) }
            } else {
                append(part)
            }
        }
        guard isDone == nil else { return }
        var whole = WholeText.encode(text, nul: nul)
        whole.withUTF8 { append(UnsafeRawBufferPointer($0)) }
    }

    /// A part of a text.
    func append(_ part: UnsafeRawBufferPointer) {
        guard let start = part.baseAddress else { return }
        reserve(part.count)
        (bytes + count).copyMemory(from: start, byteCount: part.count)
        count += part.count
    }

    /// A part of a text.
    func append(_ byte: UInt8) {
        reserve(1)
        bytes.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
        count += 1
    }

    /// Ends the text.
    func endText() {
        bytes.storeBytes(of: UInt32(count - textStart), toByteOffset: textStart - 4, as: UInt32.self)
    }

    @inline(__always)
    private func reserve(_ more: Int) {
        if count + more > capacity { grow(more) }
    }

    private func grow(_ more: Int) {
        capacity = max(capacity * 2, count + more)
        let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 8)
        larger.copyMemory(from: bytes, byteCount: count)
        bytes.deallocate()
        bytes = larger
    }
}
