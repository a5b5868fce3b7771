// SPDX-License-Identifier: Apache-2.0
public import FerryTestKit

/// An archive as a folder on disk, removed when the test is over.
open class ExportFolder {
    private let folder: TestFolder

    /// Where it is.
    public var path: String { folder.path }

    /// Writes the files, by their path in the archive.
    public required init(_ files: [String: String] = [:]) throws {
        folder = try TestFolder()
        for (name, text) in files { try write(name, Array(text.utf8)) }
    }

    /// Writes one file, with the folders it needs.
    public func write(_ name: String, _ bytes: [UInt8]) throws {
        let parts = name.split(separator: "/")
        for end in parts.indices.dropFirst() {
            try TestFile.makeFolder(path + "/" + parts[..<end].joined(separator: "/"))
        }
        try TestFile.write(bytes, to: path + "/" + name)
    }

    /// Writes one file, with the folders it needs.
    public func write(_ name: String, _ text: String) throws { try write(name, Array(text.utf8)) }

    /// Copies a file, or a folder with everything in it.
    public func copy(_ source: String, to name: String) throws {
        guard TestFile.isFolder(source) else { return try write(name, try TestFile.bytes(source)) }
        for file in TestFile.all(below: source) {
            try write(name + file.dropFirst(source.count), try TestFile.bytes(file))
        }
    }
}
