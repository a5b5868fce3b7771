// SPDX-License-Identifier: Apache-2.0
import FerryModel
import GRDB
import Glibc

extension Store {
    private static let keptTokens = 64

    /// The tokens under which this store has carried the migration out, the newest last: whoever finds another one on
    /// the homeserver is not the last to have worked on it. Empty before the first upload.
    public func leaseTokens() throws -> [String] { try read { try Self.tokens($0) } }

    /// Notes a token that the homeserver is about to be told.
    public func add(leaseToken: String) throws {
        try write { database in
            let tokens = (try Self.tokens(database) + [leaseToken]).suffix(Self.keptTokens)
            try database.execute(
                sql: """
                    INSERT INTO meta(name, value) VALUES ('lease', ?)
                    ON CONFLICT(name) DO UPDATE SET value = excluded.value
                    """, arguments: [tokens.joined(separator: " ")])
        }
    }

    private static func tokens(_ database: Database) throws -> [String] {
        let text = try String.fetchOne(database, sql: "SELECT value FROM meta WHERE name = 'lease'")
        return text?.split(separator: " ").map(String.init) ?? []
    }

    /// Says where this store is, as a digest: the machine and the directory. Whoever holds the directory's lock knows
    /// that no other process works at the same place.
    public var place: String {
        var text = Self.machine
        var status = stat()
        let directory = pool.path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        let path = directory.isEmpty ? "." : directory.joined(separator: "/") + "/"
        if stat(path, &status) == 0 { text += " \(status.st_dev) \(status.st_ino)" }
        return String(SHA256.digest(of: text).hex.prefix(32))
    }

    private static var machine: String {
        var bytes = [UInt8](repeating: 0, count: 64)
        let descriptor = open("/etc/machine-id", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return MigrationLock.host }
        defer { Glibc.close(descriptor) }
        let count = Glibc.read(descriptor, &bytes, bytes.count)
        return count > 0 ? String(decoding: bytes.prefix(count), as: UTF8.self) : MigrationLock.host
    }
}
