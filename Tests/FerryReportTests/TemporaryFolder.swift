// SPDX-License-Identifier: Apache-2.0
import Glibc

/// A folder of its own for a test, gone with the value.
final class TemporaryFolder {
    let path: String

    init() throws {
        var template = Array("/tmp/ferry-report-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw TestFile.Unreadable(path: "/tmp") }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit { Self.remove(path) }

    private static func remove(_ path: String) {
        for name in TestFile.names(in: path) { remove(path + "/" + name) }
        if rmdir(path) != 0 { unlink(path) }
    }
}
