// SPDX-License-Identifier: Apache-2.0
import Glibc

/// A directory that goes away, with all in it, when the value does.
public final class TemporaryDirectory: Sendable {
    /// Its absolute path.
    public let path: String

    /// Makes an empty one.
    public init() {
        var name = Array("\(P_tmpdir)/ferry-test-XXXXXX".utf8CString)
        let made = mkdtemp(&name) != nil
        path = made ? String(decoding: name.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self) : ""
    }

    deinit {
        guard !path.isEmpty else { return }
        Self.removeFolder(path)
    }

    private static func removeFolder(_ path: String) {
        for name in names(in: path) {
            let inner = path + "/" + name
            // Nothing but a folder refuses to be unlinked.
            if unlink(inner) != 0 { removeFolder(inner) }
        }
        rmdir(path)
    }

    /// The regular files below it, as paths relative to it, in order.
    public var files: [String] { Self.files(in: path, prefix: "").sorted() }

    private static func files(in folder: String, prefix: String) -> [String] {
        names(in: folder).flatMap { name in
            var status = stat()
            let inner = folder + "/" + name
            guard lstat(inner, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
                return [prefix + name]
            }
            return files(in: inner, prefix: prefix + name + "/")
        }
    }

    private static func names(in folder: String) -> [String] {
        guard let handle = opendir(folder) else { return [] }
        defer { closedir(handle) }
        var names: [String] = []
        while let entry = readdir(handle) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }
}
