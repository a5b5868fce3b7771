// SPDX-License-Identifier: Apache-2.0
import CArchive
import Glibc
import Testing

/// A folder of archives on disk, removed when the test is over.
final class TemporaryTree {
    let path: String

    init() throws {
        var template = Array("/tmp/ferry-parts-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Problem.system(errno) }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    enum Problem: Error { case system(Int32) }

    deinit { Self.remove(path) }

    /// Writes a file, with the folders it needs.
    func write(_ name: String, _ bytes: [UInt8]) throws {
        let parts = name.split(separator: "/")
        for end in parts.indices.dropFirst() {
            mkdir(path + "/" + parts[..<end].joined(separator: "/"), 0o700)
        }
        guard let file = fopen(path + "/" + name, "w") else { throw Problem.system(errno) }
        defer { fclose(file) }
        guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw Problem.system(errno) }
    }

    func write(_ name: String, _ text: String) throws { try write(name, Array(text.utf8)) }

    /// Copies a file or a folder with all that is in it.
    func copy(_ source: String, to name: String) throws {
        for (inside, bytes) in try Self.files(source) {
            try write(inside.isEmpty ? name : name + "/" + inside, bytes)
        }
    }

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
        let files = try Self.files(folder.isEmpty ? path : path + "/" + folder)
        try #require(archive_write_open_filename(handle, path + "/" + name) == ARCHIVE_OK)
        for (inside, bytes) in files {
            let entry = try #require(archive_entry_new())
            defer { archive_entry_free(entry) }
            archive_entry_set_pathname(entry, inside)
            archive_entry_set_filetype(entry, UInt32(Glibc.S_IFREG))
            archive_entry_set_perm(entry, 0o600)
            archive_entry_set_size(entry, Int64(bytes.count))
            try #require(archive_write_header(handle, entry) == ARCHIVE_OK)
            try #require(bytes.isEmpty || archive_write_data(handle, bytes, bytes.count) == bytes.count)
        }
        try #require(archive_write_close(handle) == ARCHIVE_OK)
    }

    /// The names in a folder, in order.
    static func names(_ path: String) -> [String] {
        guard let folder = opendir(path) else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    private static func files(_ path: String) throws -> [(String, [UInt8])] {
        guard let folder = opendir(path) else { return [("", try bytes(path))] }
        closedir(folder)
        return try names(path).flatMap { name in
            try files(path + "/" + name).map { (name + ($0.isEmpty ? "" : "/" + $0), $1) }
        }
    }

    private static func bytes(_ path: String) throws -> [UInt8] {
        guard let file = fopen(path, "r") else { throw Problem.system(errno) }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65536)
        while case let count = fread(&chunk, 1, chunk.count, file), count > 0 { bytes += chunk[..<count] }
        return bytes
    }

    private static func remove(_ path: String) {
        for name in names(path) { remove(path + "/" + name) }
        if rmdir(path) != 0 { unlink(path) }
    }
}
