// SPDX-License-Identifier: Apache-2.0
import GRDB

/// What the store knows of an archive.
public struct ArchiveSummary: Hashable, Sendable {
    public let path: String
    public let digest: String
    public let source: String
    public let layout: String
    /// What archives of this layout can never hold.
    public let lacks: [String]
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
