// SPDX-License-Identifier: Apache-2.0
import Glibc

/// A folder of a test's own, removed with it; `FERRY_TEST_KEEP=1` in the environment keeps it.
public final class TestFolder: Sendable {
    /// Where it is.
    public let path: String

    /// Makes it in the system's folder for temporary files.
    public init() throws {
        path = try Self.new(in: getenv("TMPDIR").map { String(cString: $0) } ?? P_tmpdir)
    }

    /// Makes a folder of a name that nothing else has.
    static func new(in parent: String) throws -> String {
        var name = Array("\(parent)/ferry-test-XXXXXX".utf8CString)
        guard mkdtemp(&name) != nil else { throw TestFile.Failed(parent) }
        return String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Copies a folder with everything in it to a place beside it, and gives that. Blocks this thread.
    public static func copy(of folder: String) throws -> String {
        let path = try new(in: folder.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 }) + "/copy"
        let ending = try ChildProcess.run(["/bin/cp", "-a", folder, path], output: path + ".cp")
        guard ending.code == 0 else { throw ChildProcess.Failed(description: ending.errors) }
        return path
    }

    deinit {
        if getenv("FERRY_TEST_KEEP") == nil { TestFile.remove(path) }
    }
}
