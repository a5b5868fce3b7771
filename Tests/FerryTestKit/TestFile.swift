// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Plain files, for tests.
public enum TestFile {
    /// A file could not be used.
    public struct Failed: Error, CustomStringConvertible {
        /// Which one, and why.
        public let description: String

        init(_ path: String) { description = "\(path): \(String(cString: strerror(errno)))" }
    }

    /// All bytes of a file.
    public static func bytes(_ path: String) throws -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failed(path) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &chunk, chunk.count)
            guard count >= 0 else { throw Failed(path) }
            if count == 0 { return bytes }
            bytes += chunk[..<count]
        }
    }

    /// A file as text.
    public static func text(_ path: String) throws -> String {
        String(decoding: try bytes(path), as: UTF8.self)
    }

    /// Writes a file, replacing what was there.
    public static func write(_ bytes: some Collection<UInt8>, to path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Failed(path) }
        defer { close(descriptor) }
        var rest = Array(bytes)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { throw Failed(path) }
            rest = rest.dropFirst(count)
        }
    }

    /// Writes a text, replacing what was there.
    public static func write(_ text: String, to path: String) throws { try write(text.utf8, to: path) }

    /// Makes a folder in one that is there; one that is there already may stay.
    public static func makeFolder(_ path: String) throws {
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw Failed(path) }
    }

    /// The names in a folder, sorted by their bytes; empty when there is no such folder.
    public static func names(in folder: String) -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
    }

    /// Whether there is a folder of that path.
    public static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Every file below a folder, as paths.
    public static func all(below folder: String) -> [String] {
        names(in: folder).flatMap { name in
            let path = folder + "/" + name
            return isFolder(path) ? all(below: path) : [path]
        }
    }

    /// Removes a file, or a folder with everything in it; of a link, the link.
    public static func remove(_ path: String) {
        guard unlink(path) != 0 else { return }
        // Nothing but a folder refuses to be unlinked.
        for name in names(in: path) { remove(path + "/" + name) }
        rmdir(path)
    }

    /// The bytes of a file; 0 when there is none.
    public static func size(_ path: String) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }

    /// What is permitted with a file, as in `chmod`; 0 when there is none.
    public static func mode(_ path: String) -> UInt32 {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mode & 0o777 : 0
    }
}
