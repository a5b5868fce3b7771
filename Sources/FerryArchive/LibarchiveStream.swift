// SPDX-License-Identifier: Apache-2.0

import CArchive
import FerryModel
import Glibc

/// A container read from front to back by libarchive, out of a byte source of ours.
///
/// Only the formats and filters named here are switched on; none of them starts another program.
final class LibarchiveStream {
    /// What the bytes may be.
    enum Format {
        /// Local headers and data, no directory.
        case zip
        /// A tar, packed or not, or one packed file.
        case tar
        /// The unpacked bytes of one gzip file, whatever they are.
        case gzip
    }

    private let handle: OpaquePointer
    private let feed: Feed
    private let archive: String
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
    private var entry: OpaquePointer?

    /// Holds what the callbacks need; libarchive knows it by its address.
    private final class Feed {
        let source: any ByteSource
        var error: (any Error)?

        init(_ source: any ByteSource) {
            self.source = source
        }
    }

    init(_ source: any ByteSource, _ format: Format, archive: String) throws {
        guard let handle = archive_read_new() else {
            throw Failure(.storage, "out of memory", at: archive, remedy: "give the program more memory")
        }
        self.handle = handle
        self.archive = archive
        feed = Feed(source)
        switch format {
        case .zip: archive_read_support_format_zip_streamable(handle)
        case .tar:
            archive_read_support_format_tar(handle)
            archive_read_support_format_raw(handle)
            archive_read_support_filter_gzip(handle)
            archive_read_support_filter_zstd(handle)
            archive_read_support_filter_xz(handle)
            archive_read_support_filter_bzip2(handle)
        case .gzip:
            archive_read_support_format_raw(handle)
            archive_read_support_filter_gzip(handle)
        }
        setCallbacks()
        if archive_read_open1(handle) != ARCHIVE_OK { throw failure("the archive cannot be read") }
    }

    deinit {
        archive_read_free(handle)
        buffer.deallocate()
    }

    private func setCallbacks() {
        archive_read_set_callback_data(handle, Unmanaged.passUnretained(feed).toOpaque())
        archive_read_set_read_callback(handle) { _, context, block -> la_ssize_t in
            guard let context, let block else { return la_ssize_t(ARCHIVE_FATAL) }
            let feed = Unmanaged<Feed>.fromOpaque(context).takeUnretainedValue()
            do {
                let bytes = try feed.source.next()
                block.pointee = bytes.baseAddress
                return bytes.count
            } catch {
                feed.error = error
                return la_ssize_t(ARCHIVE_FATAL)
            }
        }
        archive_read_set_skip_callback(handle) { _, context, count -> la_int64_t in
            guard let context else { return 0 }
            return la_int64_t(
                Unmanaged<Feed>.fromOpaque(context).takeUnretainedValue().source.skip(Int64(count)))
        }
    }

    /// Goes to the next entry; `false` at the end.
    func nextHeader() throws -> Bool {
        // libarchive converts names to the character set of the locale, and C's cannot hold them.
        let previous = uselocale(Self.utf8Locale)
        defer { uselocale(previous) }
        let result = archive_read_next_header(handle, &entry)
        if result == ARCHIVE_EOF { return false }
        guard result == ARCHIVE_OK || result == ARCHIVE_WARN else { throw failure("the archive is damaged") }
        return true
    }

    /// Passes over the data of the entry.
    func skipData() throws {
        guard archive_read_data_skip(handle) == ARCHIVE_OK else { throw failure("the archive is damaged") }
    }

    /// Streams the data of the entry; answers whether the closure took all of it.
    func readData(entry name: String, _ chunk: (UnsafeRawBufferPointer) -> Bool) throws -> Bool {
        var offset: Int64 = 0
        while true {
            let count = archive_read_data(handle, buffer.baseAddress, buffer.count)
            if count == 0 { return true }
            guard count > 0 else {
                throw failure("a file in the archive cannot be unpacked", entry: name, offset: offset)
            }
            offset += Int64(count)
            guard chunk(UnsafeRawBufferPointer(rebasing: buffer[..<count])) else { return false }
        }
    }

    /// The next bytes of the entry's data, lent until the next call; none at its end.
    func readBlock() throws -> UnsafeRawBufferPointer {
        let count = archive_read_data(handle, buffer.baseAddress, buffer.count)
        guard count >= 0 else { throw failure("the archive is damaged") }
        return UnsafeRawBufferPointer(rebasing: buffer[..<count])
    }

    /// What went wrong: an error of the source as it is, what libarchive says otherwise.
    func failure(_ what: String, entry: String? = nil, offset: Int64? = nil) -> any Error {
        if let error = feed.error { return error }
        let detail = archive_error_string(handle).map { " (" + String(cString: $0) + ")" } ?? ""
        return Failure.archiveInvalid(what + detail, in: archive, entry: entry, offset: offset)
    }

    // Never freed and never changed, so every thread may use it.
    nonisolated(unsafe) private static let utf8Locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", nil)
}

extension LibarchiveStream {
    /// The stored bytes of the entry's name.
    var name: [UInt8] {
        guard let text = entry.flatMap({ archive_entry_pathname($0) }) else { return [] }
        return Array(UnsafeRawBufferPointer(start: text, count: strlen(text)))
    }

    /// The declared bytes of the entry, `nil` when there is no such declaration.
    var size: Int64? {
        guard let entry, archive_entry_size_is_set(entry) != 0 else { return nil }
        return Int64(archive_entry_size(entry))
    }

    /// The type bits of the entry's mode; `nil` for a hard link.
    var fileType: mode_t? {
        guard let entry, archive_entry_hardlink(entry) == nil else { return nil }
        return archive_entry_filetype(entry)
    }

    /// Whether the bytes are no container but one packed file.
    var isRaw: Bool { archive_format(handle) == ARCHIVE_FORMAT_RAW }

    /// Whether libarchive recognised a packing.
    var isPacked: Bool { archive_filter_count(handle) > 1 }

    /// Bytes taken from the source so far.
    var packedBytes: Int64 { Int64(archive_filter_bytes(handle, -1)) }

    /// Bytes of the container, unpacked, so far.
    var containerBytes: Int64 { Int64(archive_filter_bytes(handle, 0)) }
}
