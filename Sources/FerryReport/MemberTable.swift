// SPDX-License-Identifier: Apache-2.0
public import FerryModel

/// `verify-members.csv` while it grows: who is in a room, or no longer in it, without the migration's doing.
public final class MemberTable {
    private let table: ReportTable

    /// Begins the table.
    ///
    /// - Throws: `Failure.storage`.
    public init(in folder: ReportFolder) throws {
        table = try ReportTable(
            VerifyReport.File.members, columns: ["room", "user", "in_room", "membership", "by", "time"],
            in: folder)
    }

    /// Takes somebody.
    ///
    /// - Throws: `Failure.storage`.
    public func append(_ change: MemberChange) throws {
        try table.append([
            change.room, change.user, change.isMember ? "yes" : "no", change.membership, change.sender,
            change.time.isoText,
        ])
    }

    /// Puts the table under its name.
    ///
    /// - Throws: `Failure.storage`.
    public func finish() throws { try table.finish() }
}
