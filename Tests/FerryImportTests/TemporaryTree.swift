// SPDX-License-Identifier: Apache-2.0
import CArchive
import FerryTestImports
import FerryTestKit
import Glibc
import Testing

/// A folder of archives on disk, removed when the test is over.
final class TemporaryTree: ExportFolder {
    /// Packs what lies in the tree, or in a folder of it, into a ZIP, or a tar with gzip.
    func pack(_ folder: String = "", as name: String, isTar: Bool = false) throws {
        let handle = try #require(archive_write_new())
        defer { archive_write_free(handle) }
        if isTar {
            archive_write_set_format_pax_restricted(handle)
            archive_write_set_options(handle, "hdrcharset=BINARY")
            archive_write_add_filter_gzip(handle)
        } else {
            archive_write_set_format_zip(handle)
        }
        let root = folder.isEmpty ? path : path + "/" + folder
        let files = TestFile.all(below: root)
        try #require(archive_write_open_filename(handle, path + "/" + name) == ARCHIVE_OK)
        for file in files {
            let bytes = try TestFile.bytes(file)
            let entry = try #require(archive_entry_new())
            defer { archive_entry_free(entry) }
            archive_entry_set_pathname(entry, String(file.dropFirst(root.count + 1)))
            archive_entry_set_filetype(entry, UInt32(Glibc.S_IFREG))
            archive_entry_set_perm(entry, 0o600)
            archive_entry_set_size(entry, Int64(bytes.count))
            try #require(archive_write_header(handle, entry) == ARCHIVE_OK)
            try #require(bytes.isEmpty || archive_write_data(handle, bytes, bytes.count) == bytes.count)
        }
        try #require(archive_write_close(handle) == ARCHIVE_OK)
    }
}
