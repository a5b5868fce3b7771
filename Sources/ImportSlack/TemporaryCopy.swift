// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive
internal import FerryModel
internal import Glibc

/// A database and its write-ahead log as files of their own, in a folder nobody else can look into, removed when
/// it is not needed any more.
final class TemporaryCopy {
    /// The database.
    let path: String
    private let folder: String

    /// Copies the database and its log.
    init(_ archive: Archive, _ database: ArchiveEntry, log: DatabaseLog?) throws {
        // Not /tmp, which often is memory: these databases are as large as what they archive.
        var template = Array("/var/tmp/matrix-ferry-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Self.failure(errno, "/var/tmp") }
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        path = folder + "/copy.sqlite"
        do {
            try Self.copy(archive, database, to: path)
            if let log { try Self.copy(log.archive, log.entry, to: path + "-wal") }
        } catch {
            Self.remove(folder)
            throw error
        }
    }

    deinit {
        Self.remove(folder)
    }

    private static func copy(_ archive: Archive, _ entry: ArchiveEntry, to path: String) throws {
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw failure(errno, path) }
        defer { close(file) }
        try archive.read(entry) { chunk in
            var rest = chunk
            while rest.count > 0 {
                let count = write(file, rest.baseAddress, rest.count)
                guard count > 0 else {
                    if errno == EINTR { continue }
                    throw failure(errno, path)
                }
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            }
        }
    }

    private static func remove(_ folder: String) {
        for name in ["copy.sqlite", "copy.sqlite-wal", "copy.sqlite-shm", "copy.sqlite-journal"] {
            unlink(folder + "/" + name)
        }
        rmdir(folder)
    }

    private static func failure(_ code: Int32, _ path: String) -> Failure {
        Failure(
            .storage, "the database could not be copied to be read: " + String(cString: strerror(code)),
            at: path, remedy: "make room there for a copy of the database, then run the same command again")
    }
}
