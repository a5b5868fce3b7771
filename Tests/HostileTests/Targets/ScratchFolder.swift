// SPDX-License-Identifier: Apache-2.0
import Glibc

/// A folder of its own for the time of one input, removed with all that is in it.
final class ScratchFolder {
    let path: String

    init() throws {
        // Memory is faster than disks, and an input writes little.
        let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array((base + "/hostile-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else { throw HostileFinding("no folder: errno \(errno)") }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit { Self.remove(path) }

    // What is no folder, links among it, goes as it is.
    private static func remove(_ path: String) {
        guard unlink(path) != 0, let directory = opendir(path) else { return }
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            guard name != Array(".".utf8), name != Array("..".utf8) else { continue }
            remove(path + "/" + String(decoding: name, as: UTF8.self))
        }
        closedir(directory)
        rmdir(path)
    }

    /// Writes a file; folders on its way are made. Names that leave the folder, or cannot be, are left out.
    func write(_ bytes: some Collection<UInt8>, to name: String) {
        let parts = name.split(separator: "/")
        guard !parts.isEmpty, parts.count < 12, !name.utf8.contains(0), name.utf8.count < 200,
            parts.allSatisfy({ $0 != ".." && $0 != "." })
        else { return }
        var folder = path
        for part in parts.dropLast() {
            folder += "/" + part
            mkdir(folder, 0o700)
        }
        guard let last = parts.last, let file = fopen(folder + "/" + last, "wb") else { return }
        let array = Array(bytes)
        array.withUnsafeBytes { _ = fwrite($0.baseAddress, 1, $0.count, file) }
        fclose(file)
    }
}
