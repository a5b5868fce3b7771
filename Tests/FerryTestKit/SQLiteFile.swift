// SPDX-License-Identifier: Apache-2.0

/// SQL through the `sqlite3` command, on files that nobody else has open.
public enum SQLiteFile {
    /// Runs SQL and gives what it prints; blocks this thread.
    @discardableResult
    public static func run(_ sql: String, on path: String) throws -> String {
        let ending = try ChildProcess.run(
            ["/usr/bin/env", "sqlite3", "-batch", "-cmd", ".timeout 5000", path, sql], output: path + ".sql")
        for ending in ["out", "err"] { TestFile.remove(path + ".sql." + ending) }
        guard ending.code == 0 else {
            throw ChildProcess.Failed(description: "sqlite3 \(path): \(ending.errors)")
        }
        return ending.output
    }

    /// Asks a copy of a database in WAL mode, so that the file itself stays as a killed program has left it.
    public static func ask(_ sql: String, ofCopyOf path: String) throws -> String {
        let folder = try TestFolder()
        for ending in ["", "-wal"] {
            guard let bytes = try? TestFile.bytes(path + ending) else { continue }
            try TestFile.write(bytes, to: folder.path + "/copy" + ending)
        }
        return try run(sql, on: folder.path + "/copy")
    }
}
