// SPDX-License-Identifier: Apache-2.0
import Glibc

/// The `reports/` folder of a migration. A file appears under its name only when it is whole and on the disk, and
/// only its owner can read it, because reports hold names.
public struct ReportFolder: Sendable {
    /// Where the folder is.
    public let path: String

    /// The folder at a path; it is made, for its owner only, with the first file.
    public init(path: String) { self.path = path }

    /// Where a report of this folder is.
    public func path(of name: String) -> String { path + "/" + name }

    /// Puts a whole text under a name, in place of what was there.
    ///
    /// - Throws: `Failure.storage`; what was there is then left as it was.
    public func write(_ name: String, _ text: String) throws {
        let file = try begin(name)
        try file.append(text)
        try file.finish()
    }

    /// Begins a file that is written piece by piece and appears under its name with `finish`.
    ///
    /// - Throws: `Failure.storage` when the folder or the file cannot be made.
    public func begin(_ name: String) throws -> ReportFile {
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw ReportFile.failure("made", path, errno)
        }
        removeUnfinished(name)
        let temporary = "\(path)/.\(name).\(getpid()).partial"
        let flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW
        let descriptor = open(temporary, flags, 0o600)
        guard descriptor >= 0 else { throw ReportFile.failure("opened for writing", temporary, errno) }
        return ReportFile(descriptor: descriptor, temporary: temporary, final: path(of: name), folder: path)
    }

    /// Removes what runs that were killed have left of a file.
    private func removeUnfinished(_ name: String) {
        guard let folder = opendir(path) else { return }
        defer { closedir(folder) }
        while let entry = readdir(folder) {
            let found = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            let (start, end) = (".\(name).", ".partial")
            guard found.hasPrefix(start), found.hasSuffix(end),
                let process = pid_t(found.dropFirst(start.count).dropLast(end.count)),
                kill(process, 0) != 0, errno == ESRCH
            else { continue }
            unlink(path + "/" + found)
        }
    }
}
