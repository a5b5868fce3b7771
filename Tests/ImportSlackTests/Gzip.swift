// SPDX-License-Identifier: Apache-2.0
import CArchive
import Glibc
import Testing

/// Packs bytes as `gzip` does.
enum Gzip {
    static func pack(_ text: String) throws -> [UInt8] {
        let bytes = Array(text.utf8)
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count + 65_536, alignment: 16)
        // libarchive keeps the address of the count until it is freed.
        let used = UnsafeMutablePointer<Int>.allocate(capacity: 1)
        used.initialize(to: 0)
        let handle = try #require(archive_write_new())
        let entry = try #require(archive_entry_new())
        defer {
            archive_entry_free(entry)
            archive_write_free(handle)
            used.deallocate()
            memory.deallocate()
        }
        archive_write_set_format_raw(handle)
        archive_write_add_filter_gzip(handle)
        try #require(archive_write_open_memory(handle, memory.baseAddress, memory.count, used) == ARCHIVE_OK)
        archive_entry_set_pathname(entry, "data")
        archive_entry_set_filetype(entry, 0o100000)
        try #require(archive_write_header(handle, entry) >= ARCHIVE_WARN)
        try #require(archive_write_data(handle, bytes, bytes.count) == bytes.count)
        try #require(archive_write_close(handle) == ARCHIVE_OK)
        return Array(memory[..<used.pointee])
    }
}
