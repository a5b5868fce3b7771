// SPDX-License-Identifier: Apache-2.0
import FerryModel
import GRDB

/// What becomes of an archive whose reading has begun and not ended.
enum HalfReadArchive {
    /// Marks an archive as being read; gives its number, and the position from which an interrupted reading goes on.
    static func begin(_ label: ArchiveIntake.Label, _ database: Database) throws -> (
        number: Int64, position: String?
    ) {
        if let known = try Row.fetchOne(
            database, sql: "SELECT id, state, reading, position FROM archive WHERE path = ?",
            arguments: [label.path])
        {
            let number: Int64 = known["id"]
            let isSame = known["reading"] as String? == label.reading
            if isSame, let position = known["position"] as String? { return (number, position) }
            if known["state"] == "reading", !isSame { try takeOut(number, database) }
            try database.execute(
                sql: """
                    UPDATE archive SET state = iif(state = 'reading', 'reading', 'rereading'), reading = ?,
                        position = NULL WHERE id = ?
                    """, arguments: [label.reading, number])
            try database.execute(sql: "DELETE FROM loss WHERE archive = ?", arguments: [number])
            return (number, nil)
        }
        try database.execute(
            sql: """
                INSERT INTO archive(path, digest, source, layout, lacks, bytes, state, version, reading)
                VALUES (?, ?, ?, ?, ?, ?, 'reading', ?, ?)
                """,
            arguments: [
                label.path, label.digest.hex, label.source.rawValue, label.layout,
                TextList.encode(label.lacks), label.bytes, label.version, label.reading,
            ])
        return (database.lastInsertedRowID, nil)
    }

    /// Forgets a reading: of a new archive all of it, of one that was read before the interruption only.
    static func abandon(_ number: Int64, _ database: Database) throws {
        let state = try String.fetchOne(
            database, sql: "SELECT state FROM archive WHERE id = ?", arguments: [number])
        guard state == "reading" else {
            return try database.execute(
                sql: "UPDATE archive SET state = 'read', reading = NULL, position = NULL WHERE id = ?",
                arguments: [number])
        }
        try takeOut(number, database)
        try database.execute(sql: "DELETE FROM archive WHERE id = ?", arguments: [number])
    }

    private static func takeOut(_ number: Int64, _ database: Database) throws {
        // An attachment belongs to the archive that may hold its bytes; what an earlier one named goes back to it.
        try database.execute(
            sql: """
                UPDATE attachment SET archive = origin, entry = NULL WHERE archive = ?1 AND origin <> ?1
                """, arguments: [number])
        for table in RecordKind.allCases.map(\.rawValue) + ["loss"] {
            try database.execute(sql: "DELETE FROM \(table) WHERE archive = ?", arguments: [number])
        }
    }
}
