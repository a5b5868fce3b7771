// SPDX-License-Identifier: Apache-2.0
import FerryJSON
public import FerryModel
public import FerryStore
public import MatrixClient

/// Reads the homeserver back and compares it with the plan: every event by sender, time, order, content and
/// relations, every file by its SHA-256. It trusts the journal for nothing but what to look for, and only reads.
public struct Verifier: Sendable {
    // So many rooms are asked for ahead of the one that is compared; one page of each is held.
    private static let roomsAhead = 4
    private static let mediaPage = 1000

    private let homeserver: Homeserver
    private let journal: Journal

    /// Reads with the eyes of the appservice's user, and where that user has left, with those of a member.
    public init(store: Store, homeserver: Homeserver) {
        journal = Journal(store)
        self.homeserver = homeserver
    }

    /// Compares everything, or a part of it, in constant memory.
    ///
    /// - Parameters:
    ///   - subset: which rooms and files; `nil` for all.
    ///   - sink: hears of everything that is read, in the order of the plan.
    /// - Throws: `Failure`: `notAllowed` when the token is rejected, `homeserverUnavailable` when the homeserver
    ///   does not answer for too long.
    public func run(_ subset: Subset? = nil, into sink: VerifySink) async throws -> VerifySummary {
        var summary = VerifySummary()
        summary.migration = journal.migration
        summary.subset = subset
        let rooms = try journal.rooms().filter { subset?.contains($0.source) ?? true }
        try await compare(rooms, &summary, into: sink)
        summary.rooms = rooms.count
        try await compareMedia(&summary, subset, sink)
        for states in try journal.counts().values {
            summary.open += (states[.ready] ?? 0) + (states[.claimed] ?? 0)
        }
        summary.differences = sink.first
        return summary
    }

    private func compare(
        _ rooms: [Journal.Room], _ summary: inout VerifySummary, into sink: VerifySink
    ) async throws {
        let reader = RoomReader(homeserver: homeserver, journal: journal)
        try await withThrowingTaskGroup(of: (Int, EventPage?).self) { group in
            var asked = 0
            var pages: [Int: EventPage?] = [:]
            for (index, room) in rooms.enumerated() {
                while asked < min(index + Self.roomsAhead, rooms.count) {
                    let ahead = asked
                    group.addTask { (ahead, try await reader.firstPage(rooms[ahead])) }
                    asked += 1
                }
                while pages[index] == nil, let (arrived, page) = try await group.next() {
                    pages[arrived] = .some(page)
                }
                let first = pages.removeValue(forKey: index) ?? nil
                Self.add(try await reader.read(room, first: first, into: sink), to: &summary)
            }
        }
    }

    private static func add(_ part: VerifySummary, to summary: inout VerifySummary) {
        summary.checked += part.checked
        summary.same += part.same
        summary.missing += part.missing
        summary.extra += part.extra
        summary.different += part.different
        summary.duplicated += part.duplicated
        summary.outOfOrder += part.outOfOrder
        summary.unreadable += part.unreadable
    }

    private func compareMedia(
        _ summary: inout VerifySummary, _ subset: Subset?, _ sink: VerifySink
    ) async throws {
        let reader = MediaReader(homeserver: homeserver)
        var last: Int64 = 0
        while true {
            let page = try journal.media(after: last, limit: Self.mediaPage)
            guard let end = page.last else { return }
            last = end.operation.id
            for media in page where subset?.contains(media.operation.key.text) ?? true {
                let expected = try MediaReader.Expected(media)
                let (difference, line) = try await reader.read(expected)
                if let line { try sink.take(line) }
                Self.count(expected, difference, in: &summary)
                if let difference { try sink.take(difference) }
            }
        }
    }

    private static func count(
        _ file: MediaReader.Expected, _ difference: VerifySummary.Difference?, in summary: inout VerifySummary
    ) {
        summary.checked += 1
        summary.media += 1
        summary.mediaBytes += file.size
        switch difference?.verdict {
        case nil: summary.same += 1
        case .different: summary.different += 1
        case .unreadable: summary.unreadable += 1
        default: summary.missing += 1
        }
    }
}
