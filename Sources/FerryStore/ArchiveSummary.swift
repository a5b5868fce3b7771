// SPDX-License-Identifier: Apache-2.0
import GRDB

/// What the store knows of an archive.
public struct ArchiveSummary: Hashable, Sendable {
    /// The absolute path.
    public let path: String
    /// The SHA-256 of its bytes, in hexadecimal digits.
    public let digest: String
    /// The kind of system.
    public let source: String
    /// What it was recognised as.
    public let layout: String
    /// What archives of this layout can never hold.
    public let lacks: [String]
    /// The bytes of its files.
    public let bytes: Int64
    /// Whether it was read to its end.
    public let isFinished: Bool

    static func all(_ database: Database) throws -> [ArchiveSummary] {
        try Row.fetchAll(database, sql: "SELECT * FROM archive ORDER BY path").map { row in
            ArchiveSummary(
                path: row["path"], digest: row["digest"], source: row["source"], layout: row["layout"],
                lacks: try TextList.decode(row["lacks"]), bytes: row["bytes"],
                isFinished: row["state"] == "read")
        }
    }
}

extension Store {
    /// The archives that were imported, by path.
    public func archives() throws -> [ArchiveSummary] { try read { try ArchiveSummary.all($0) } }
}
