// SPDX-License-Identifier: Apache-2.0
import FerryJSON
public import FerryModel
public import FerryStore
public import MatrixClient

/// Reads the homeserver back and compares it with the plan: every event by sender, time, order, content and
/// relations, every file by its SHA-256. It trusts the journal for nothing but what to look for, and only reads.
public struct Verifier: Sendable {
    /// How many differences the summary itself keeps.
    public static let shownDifferences = 200
    private static let parallelRooms = 4

    private let homeserver: Homeserver
    private let journal: Journal

    /// Reads with the eyes of the appservice's user, and where that user has left, with those of a member.
    public init(store: Store, homeserver: Homeserver) {
        journal = Journal(store)
        self.homeserver = homeserver
    }

    /// Compares everything.
    ///
    /// - Parameter onDifference: hears of every difference, room by room, in the order of the plan.
    /// - Throws: `Failure`: `notAllowed` when the token is rejected, `homeserverUnavailable` when the homeserver
    ///   does not answer for too long.
    public func run(onDifference: (VerifySummary.Difference) throws -> Void) async throws -> VerifySummary {
        var summary = VerifySummary()
        summary.migration = journal.migration
        let rooms = try journal.rooms()
        let reader = RoomReader(homeserver: homeserver, journal: journal)
        for start in stride(from: 0, to: rooms.count, by: Self.parallelRooms) {
            let group = rooms[start..<min(start + Self.parallelRooms, rooms.count)]
            for result in try await Self.read(Array(group), with: reader) {
                try Self.add(result, to: &summary, onDifference)
            }
        }
        summary.rooms = rooms.count
        try await compareMedia(&summary, onDifference)
        for states in try journal.counts().values {
            summary.open += (states[.ready] ?? 0) + (states[.claimed] ?? 0)
        }
        return summary
    }

    private static func read(_ rooms: [Journal.Room], with reader: RoomReader) async throws -> [RoomReader
        .Result]
    {
        try await withThrowingTaskGroup(of: (Int, RoomReader.Result).self) { group in
            for (index, room) in rooms.enumerated() { group.addTask { (index, try await reader.read(room)) } }
            var results: [Int: RoomReader.Result] = [:]
            for try await (index, result) in group { results[index] = result }
            return rooms.indices.compactMap { results[$0] }
        }
    }

    private static func add(
        _ result: RoomReader.Result, to summary: inout VerifySummary,
        _ onDifference: (VerifySummary.Difference) throws -> Void
    ) throws {
        summary.checked += result.summary.checked
        summary.same += result.summary.same
        summary.missing += result.summary.missing
        summary.extra += result.summary.extra
        summary.different += result.summary.different
        summary.duplicated += result.summary.duplicated
        summary.outOfOrder += result.summary.outOfOrder
        summary.unreadable += result.summary.unreadable
        for difference in result.differences { try note(difference, in: &summary, onDifference) }
    }

    private static func note(
        _ difference: VerifySummary.Difference, in summary: inout VerifySummary,
        _ onDifference: (VerifySummary.Difference) throws -> Void
    ) throws {
        if summary.differences.count < shownDifferences { summary.differences.append(difference) }
        try onDifference(difference)
    }

    private func compareMedia(
        _ summary: inout VerifySummary, _ onDifference: (VerifySummary.Difference) throws -> Void
    ) async throws {
        var expected: [MediaReader.Expected] = []
        try journal.forEachMedia { operation, address in
            let payload = try JSONValue(parsing: operation.payload)
            expected.append(
                MediaReader.Expected(
                    address: address, source: operation.key.text,
                    digest: payload["sha256"]?.string.flatMap { Digest(hex: $0) },
                    size: payload["size"]?.int64 ?? 0, isUploaded: operation.state == .done))
        }
        let reader = MediaReader(homeserver: homeserver)
        for file in expected {
            let difference = try await reader.read(file)
            summary.checked += 1
            summary.media += 1
            summary.mediaBytes += file.size
            guard let difference else {
                summary.same += 1
                continue
            }
            switch difference.verdict {
            case .different: summary.different += 1
            case .unreadable: summary.unreadable += 1
            default: summary.missing += 1
            }
            try Self.note(difference, in: &summary, onDifference)
        }
    }
}
