// SPDX-License-Identifier: Apache-2.0
public import FerryModel
import GRDB

extension Store {
    /// What is known of the end of a migration.
    public struct Closing: Hashable, Sendable {
        /// When it was closed.
        public let at: Timestamp
        /// The SHA-256 of the sealed manifest.
        public let manifest: Digest
    }

    /// When and with which manifest the migration was closed; `nil` while it is open.
    public func closing() throws -> Closing? {
        try read { database in
            func value(_ name: String) throws -> String? {
                try String.fetchOne(
                    database, sql: "SELECT value FROM meta WHERE name = ?", arguments: [name])
            }
            guard let time = try value("closed").flatMap({ Int64($0) }),
                let manifest = try value("sealed").flatMap({ Digest(hex: $0) })
            else { return nil }
            return Closing(at: Timestamp(milliseconds: time), manifest: manifest)
        }
    }

    /// Notes that the migration is closed.
    public func close(at now: Timestamp, manifest: Digest) throws {
        try write { database in
            let values = ["closed": String(now.milliseconds), "sealed": manifest.hex]
            for (name, value) in values {
                try database.execute(
                    sql: """
                        INSERT INTO meta(name, value) VALUES (?, ?)
                        ON CONFLICT(name) DO UPDATE SET value = excluded.value
                        """, arguments: [name, value])
            }
        }
    }

    /// Makes sure that the migration may still change.
    ///
    /// - Throws: `Failure.planStale` when it is closed, or when a rollback of it has not come to its end.
    public func requireOpen() throws {
        if let closing = try closing() {
            throw Failure(
                .planStale, "the migration was closed at \(closing.at.utcText)", at: pool.path,
                remedy:
                    "use a new migration directory for another archive; verify, report and status go on working"
            )
        }
        if try Journal(self).isRollbackUnfinished() {
            throw Failure(
                .planStale, "a rollback of this migration has not come to its end", at: pool.path,
                remedy: "run `matrix-ferry rollback --yes` again, with the same options, until it has")
        }
    }
}
