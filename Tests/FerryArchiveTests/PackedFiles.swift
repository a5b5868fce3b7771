// SPDX-License-Identifier: Apache-2.0

import CArchive
import Glibc
import Testing

/// Archives as other programs make them, written by libarchive.
enum PackedFiles {
    enum Format {
        case zipDeflated
        case tar
        case tarGzip
        case tarZstd
        case tarXz
        case gzip
    }

    struct Part {
        var name: String
        var data: [UInt8]
        var type: mode_t = S_IFREG
        var link: String?
        var hardLink: String?
    }

    static func pack(_ parts: [Part], _ format: Format) throws -> [UInt8] {
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 20, alignment: 16)
        // libarchive keeps the address of the count until it is freed.
        let used = UnsafeMutablePointer<Int>.allocate(capacity: 1)
        used.initialize(to: 0)
        let handle = try #require(archive_write_new())
        defer {
            archive_write_free(handle)
            used.deallocate()
            memory.deallocate()
        }
        configure(handle, format)
        try #require(archive_write_open_memory(handle, memory.baseAddress, memory.count, used) == ARCHIVE_OK)
        for part in parts { try add(part, to: handle) }
        try #require(archive_write_close(handle) == ARCHIVE_OK)
        return Array(memory[..<used.pointee])
    }

    private static func configure(_ handle: OpaquePointer, _ format: Format) {
        switch format {
        case .zipDeflated: archive_write_set_format_zip(handle)
        case .gzip: archive_write_set_format_raw(handle)
        default: archive_write_set_format_pax_restricted(handle)
        }
        switch format {
        case .tarGzip, .gzip: archive_write_add_filter_gzip(handle)
        case .tarZstd: archive_write_add_filter_zstd(handle)
        case .tarXz: archive_write_add_filter_xz(handle)
        default: archive_write_add_filter_none(handle)
        }
    }

    private static func add(_ part: Part, to handle: OpaquePointer) throws {
        let entry = try #require(archive_entry_new())
        defer { archive_entry_free(entry) }
        archive_entry_set_pathname(entry, part.name)
        archive_entry_set_size(entry, la_int64_t(part.data.count))
        archive_entry_set_filetype(entry, part.type)
        archive_entry_set_perm(entry, 0o644)
        if let link = part.link { archive_entry_set_symlink(entry, link) }
        if let link = part.hardLink { archive_entry_set_hardlink(entry, link) }
        // The locale of the tests cannot hold every name; libarchive warns and stores its bytes.
        try #require(archive_write_header(handle, entry) >= ARCHIVE_WARN)
        if !part.data.isEmpty {
            #expect(archive_write_data(handle, part.data, part.data.count) == part.data.count)
        }
    }
}
