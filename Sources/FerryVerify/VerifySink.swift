// SPDX-License-Identifier: Apache-2.0
public import FerryModel

/// Takes what a verification finds while it goes on, so that nothing has to be kept until its end but the first
/// differences.
public final class VerifySink {
    /// How many differences are kept.
    public static let shownDifferences = 200

    private let onDifference: (VerifySummary.Difference) throws -> Void
    private let onLine: (ManifestLine) throws -> Void
    private let onMember: (MemberChange) throws -> Void
    private let onProgress: (Progress) throws -> Void
    private var progress = Progress()
    /// Keeps what is told from now on.
    var spool: VerifySpool?
    private(set) var first: [VerifySummary.Difference] = []

    /// How far a verification is.
    public struct Progress: Hashable, Sendable {
        /// Rooms that are compared, also by the interrupted verification that this one continues.
        public var rooms = 0
        /// The rooms there are.
        public var totalRooms = 0
        /// Events and files of the migration that the homeserver holds, found in this run.
        public var found = 0
    }

    /// - Parameters:
    ///   - onDifference: hears of every difference.
    ///   - onLine: hears of every event and file of the migration that the homeserver holds.
    ///   - onMember: hears of everybody who is in a room, or no longer in it, without this migration's doing.
    ///   - onProgress: hears of it after each event, file and room; what it throws ends the verification.
    public init(
        onDifference: @escaping (VerifySummary.Difference) throws -> Void,
        onLine: @escaping (ManifestLine) throws -> Void = { _ in },
        onMember: @escaping (MemberChange) throws -> Void = { _ in },
        onProgress: @escaping (Progress) throws -> Void = { _ in }
    ) {
        self.onMember = onMember
        self.onProgress = onProgress
        self.onDifference = onDifference
        self.onLine = onLine
    }

    func take(_ difference: VerifySummary.Difference) throws {
        if first.count < Self.shownDifferences { first.append(difference) }
        try spool?.take(difference)
        try onDifference(difference)
    }

    func take(_ line: ManifestLine) throws {
        try spool?.take(line)
        try onLine(line)
        progress.found += 1
        try onProgress(progress)
    }

    func take(_ change: MemberChange) throws {
        try spool?.take(change)
        try onMember(change)
    }

    /// Rooms begin to be told, of which some are known already.
    func begin(rooms: Int, known: Int) {
        progress.totalRooms = rooms
        progress.rooms = known
    }

    func endRoom(_ summary: VerifySummary) throws {
        try endBlock(summary)
        progress.rooms += 1
        try onProgress(progress)
    }

    /// Everything about one room, or about some files, has been told.
    func endBlock(_ summary: VerifySummary) throws { try spool?.end(summary) }

    func take(_ found: RoomReader.Findings) throws {
        for difference in found.differences { try take(difference) }
        for line in found.lines { try take(line) }
        for change in found.members { try take(change) }
    }
}
