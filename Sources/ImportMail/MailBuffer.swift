// SPDX-License-Identifier: Apache-2.0
internal import CGMime

/// The bytes of one mail, kept where GMime reads them without a copy; used again for the next mail.
final class MailBuffer {
    /// The most bytes of a mail that are parsed. Longer ones are kept as files, whole, without being parsed.
    static let limit = 64 << 20

    /// The bytes as GMime takes them.
    let array: UnsafeMutablePointer<GByteArray>?
    /// Whether the mail has more bytes than are kept.
    private(set) var isCut = false

    init() { array = g_byte_array_new() }

    deinit { if let array { g_byte_array_unref(array) } }

    /// How many bytes there are.
    var count: Int { Int(array?.pointee.len ?? 0) }

    /// The bytes, lent until the next change.
    var bytes: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: array?.pointee.data, count: count)
    }

    /// Forgets all bytes; memory that one large mail took is given back.
    func clear() {
        isCut = false
        guard let array else { return }
        g_byte_array_set_size(array, 0)
    }

    /// Adds bytes, up to the limit.
    func append(_ bytes: UnsafeRawBufferPointer) {
        let room = Self.limit - count
        isCut = isCut || bytes.count > room
        guard let array, let start = bytes.baseAddress, room > 0 else { return }
        g_byte_array_append(
            array, start.assumingMemoryBound(to: UInt8.self), UInt32(clamping: min(room, bytes.count)))
    }

    /// Keeps only the bytes up to a place.
    func truncate(to count: Int) {
        guard let array, count < self.count else { return }
        g_byte_array_set_size(array, UInt32(clamping: count))
    }
}
