// SPDX-License-Identifier: Apache-2.0
import Glibc

/// The inputs in `Fuzz/corpus` and `Fuzz/regressions`.
enum KeptInputs {
    /// Those of a target, by their names.
    static func of(_ target: String) -> [(name: String, bytes: [UInt8])] {
        // This file stands two folders below the package.
        let package = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
            .joined(separator: "/")
        return ["corpus", "regressions"].flatMap { kind in
            let folder = "\(package)/Fuzz/\(kind)/\(target)"
            return names(in: folder).map { ("\(kind)/\(target)/\($0)", bytes(of: folder + "/" + $0)) }
        }
    }

    private static func names(in folder: String) -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }

    private static func bytes(of path: String) -> [UInt8] {
        guard let file = fopen(path, "rb") else { return [] }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
        return bytes
    }
}
