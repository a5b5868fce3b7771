// SPDX-License-Identifier: Apache-2.0
import FerryArchive
import FerryImport
import Glibc
import ImportCompliance

/// An export as a folder on disk, removed when the test is over.
final class ComplianceFolder {
    let path: String

    /// Writes the files, by their path in the export.
    init(_ files: [String: String]) throws {
        var template = Array("/tmp/compliance-export-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Problem.system(errno) }
        path = template.withUnsafeBufferPointer {
            String(cString: $0.baseAddress ?? $0.baseAddress.unsafelyUnwrapped)
        }
        for (name, text) in files { try write(name, Array(text.utf8)) }
    }

    enum Problem: Error { case system(Int32) }

    deinit { Self.remove(path) }

    /// Writes one file, with the folders it needs.
    func write(_ name: String, _ bytes: [UInt8]) throws {
        let parts = name.split(separator: "/")
        for end in parts.indices.dropFirst() {
            mkdir(path + "/" + parts[..<end].joined(separator: "/"), 0o700)
        }
        guard let file = fopen(path + "/" + name, "w") else { throw Problem.system(errno) }
        defer { fclose(file) }
        guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw Problem.system(errno) }
    }

    /// What the importer makes of the folder.
    func read() throws -> ListSink { try Self.read(path) }

    /// What the importer makes of an archive.
    static func read(_ path: String, _ options: ComplianceOptions = .init()) throws -> ListSink {
        let sink = ListSink()
        let importer = ComplianceImporter(options)
        try ArchiveReading(try Archive.open(path), importers: [importer], source: nil).read(into: sink)
        return sink
    }

    /// The whole content of a file.
    static func bytes(_ path: String) throws -> [UInt8] {
        guard let file = fopen(path, "r") else { throw Problem.system(errno) }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65536)
        while case let count = fread(&chunk, 1, chunk.count, file), count > 0 { bytes += chunk[..<count] }
        return bytes
    }

    /// The names in a folder.
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

    private static func remove(_ path: String) {
        for name in names(path) { remove(path + "/" + name) }
        if rmdir(path) != 0 { unlink(path) }
    }

    /// The folder of fixtures.
    static var fixtures: String {
        "/" + #filePath.split(separator: "/").dropLast().joined(separator: "/") + "/Fixtures"
    }
}
