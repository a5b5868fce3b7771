// SPDX-License-Identifier: Apache-2.0
internal import CGMime
internal import FerryArchive
internal import FerryModel
internal import Glibc

extension MimeNode {
    /// Hands out the bytes of a part, decoded, in pieces lent for the call: of a file its content, of a mail inside the
    /// mail or of several parts together all of it as it stands.
    func read(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        if ferry_mime_kind_of(object) == FERRY_MIME_PART {
            guard let stream = ferry_mime_stream(object, 1, missingPadding) else { return }
            defer { ferry_mime_release(stream) }
            return try Self.drain(stream, body)
        }
        try readWhole(body)
    }

    // GMime leaves out a last group that is not padded.
    private var missingPadding: String? {
        guard case .unpadded(let count) = encodedEnd else { return nil }
        return String(repeating: "=", count: count)
    }

    /// How the encoded bytes of the part end.
    var encodedEnd: EncodedEnd {
        switch ferry_mime_encoding(object) {
        case GMIME_CONTENT_ENCODING_BASE64: EncodedEnd(base64: self)
        case GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE: EncodedEnd(quotedPrintable: self)
        case GMIME_CONTENT_ENCODING_UUENCODE: EncodedEnd(uuencoded: self)
        default: .plain
        }
    }

    /// Hands out the bytes of a part as they stand in the mail.
    func readEncoded(_ body: (UnsafeRawBufferPointer) -> Void) {
        guard let stream = ferry_mime_stream(object, 0, nil) else { return }
        defer { ferry_mime_release(stream) }
        try? Self.drain(stream, body)
    }

    /// The last bytes of a part as they stand in the mail.
    func encodedTail(_ count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            let start = UnsafeMutableRawPointer(buffer.baseAddress)?.assumingMemoryBound(to: CChar.self)
            filled = start.map { ferry_mime_tail(object, $0, count) } ?? 0
        }
    }

    /// The first decoded bytes of a part.
    func bytes(limit: Int) -> [UInt8] {
        struct Enough: Error {}
        var bytes: [UInt8] = []
        try? read { chunk in
            bytes.append(contentsOf: chunk.prefix(limit - bytes.count))
            if bytes.count >= limit { throw Enough() }
        }
        return bytes
    }

    private static func drain(
        _ stream: UnsafeMutablePointer<GMimeStream>, _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        try withUnsafeTemporaryAllocation(byteCount: 64 << 10, alignment: 16) { buffer in
            while let start = buffer.baseAddress {
                let count = g_mime_stream_read(
                    stream, start.assumingMemoryBound(to: CChar.self), buffer.count)
                guard count > 0 else { return }
                try body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            }
        }
    }

    // GMime can only write such a part; a file keeps that out of memory.
    private func readWhole(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        let what = "a mail inside a mail could not be copied to be read"
        let file = try UnnamedFile(orFail: what)
        // The stream closes what it is given.
        let descriptor = fcntl(file.descriptor, F_DUPFD_CLOEXEC, 0)
        guard descriptor >= 0, let stream = g_mime_stream_fs_new(descriptor) else {
            throw Self.failure(what)
        }
        defer { ferry_mime_release(stream) }
        var part = object
        if kind == .mail {
            guard let inner = ferry_mime_inner(object) else { return }
            part = UnsafeMutableRawPointer(inner).assumingMemoryBound(to: GMimeObject.self)
        }
        guard g_mime_object_write_to_stream(part, nil, stream) >= 0, g_mime_stream_flush(stream) == 0 else {
            throw Self.failure(what)
        }
        g_mime_stream_reset(stream)
        try Self.drain(stream, body)
    }

    private static func failure(_ what: String) -> Failure {
        Failure(
            .storage, "\(what) (errno \(errno))", at: UnnamedFile.folder,
            remedy: "make room there, then run the same command again")
    }
}
