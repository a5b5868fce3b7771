// SPDX-License-Identifier: Apache-2.0
internal import CGMime
internal import FerryArchive

/// The bytes of one mail, kept where GMime reads them without a copy: in memory, and all of a larger mail in a file.
///
/// Unchecked because each belongs to one thread at a time: the one that fills it hands it on and keeps nothing of it.
final class MailBuffer: @unchecked Sendable {
    /// The most bytes of a mail that are kept in memory.
    static let limit = 64 << 20
    /// The most bytes of a mail that are parsed. Longer ones are kept as files, whole, without being parsed: no mail
    /// server takes half as much.
    static let parsedLimit: Int64 = 2 << 30

    /// The bytes as GMime takes them, unless `spool` has them.
    let array: UnsafeMutablePointer<GByteArray>?
    /// All bytes of a mail that is too large for memory.
    private(set) var spool: UnnamedFile?
    /// Whether the mail has more bytes than are parsed.
    private(set) var isCut = false
    /// Whether the last byte is no line end.
    private(set) var endsInLine = false
    private var hazard = MimeHazard()

    /// Makes an empty one for a mail of about so many bytes.
    init(_ size: Int64 = 0) {
        // More only once it is really there.
        array = g_byte_array_sized_new(UInt32(clamping: min(size + 64, 1 << 20)))
    }

    deinit { if let array { g_byte_array_unref(array) } }

    /// How many bytes are in memory.
    var count: Int { Int(array?.pointee.len ?? 0) }

    /// The bytes in memory, the first ones of a larger mail; lent until the next change.
    var bytes: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: array?.pointee.data, count: count)
    }

    /// Whether all bytes are in memory.
    var isInMemory: Bool { spool == nil && !isCut }

    /// Whether the mail may be parsed.
    var isHarmless: Bool {
        guard !isCut else { return false }
        return spool == nil ? !MimeHazard.isIn(bytes) : !hazard.isFound
    }

    /// Adds bytes, up to the limit.
    ///
    /// - Throws: `Failure(.storage)` when there is no room for the file.
    func append(_ bytes: UnsafeRawBufferPointer) throws {
        guard !isCut, let last = bytes.last else { return }
        endsInLine = last != 10
        if spool == nil, bytes.count > Self.limit - count {
            let file = try UnnamedFile(orFail: "a large mail could not be copied to be read")
            try file.append(self.bytes)
            spool = file
            hazard = MimeHazard()
            hazard.add(self.bytes)
        }
        if let spool {
            isCut = spool.count + Int64(bytes.count) > Self.parsedLimit
            guard !isCut else { return self.spool = nil }
            try spool.append(bytes)
            hazard.add(bytes)
        }
        let room = Self.limit - count
        guard let array, let start = bytes.baseAddress, room > 0 else { return }
        g_byte_array_append(
            array, start.assumingMemoryBound(to: UInt8.self), UInt32(clamping: min(room, bytes.count)))
    }
}
