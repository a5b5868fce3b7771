// SPDX-License-Identifier: Apache-2.0
import FerryJSON
public import FerryModel
public import FerryStore
public import MatrixClient

/// Reads the homeserver back and compares it with the plan: every event by sender, time, order, content and
/// relations, every file by its SHA-256. It trusts the journal for nothing but what to look for, and only reads.
public struct Verifier: Sendable {
    /// How many rooms are read and compared at once, if nothing else is said.
    public static let defaultWidth = 8
    // Of a room whose turn to be told has not come, so many pages' findings are kept; then it waits.
    private static let pagesAhead = 2
    private static let filesAhead = 4
    private static let mediaPage = 200

    private let homeserver: Homeserver
    private let journal: Journal
    private let width: Int

    /// Reads with the eyes of the appservice's user, and where that user has left, with those of a member.
    ///
    /// - Parameter width: how many rooms are read and compared at once.
    public init(store: Store, homeserver: Homeserver, width: Int = defaultWidth) {
        journal = Journal(store)
        self.homeserver = homeserver
        self.width = max(1, width)
    }

    /// Compares everything, or a part of it, in constant memory: several rooms at once, of each two pages and what the
    /// pages before them have shown, until it is their turn to be told.
    ///
    /// - Parameters:
    ///   - subset: which rooms and files; `nil` for all.
    ///   - sink: hears of everything that is read, in the order of the plan.
    ///   - spool: keeps what is found, so that an interrupted verification goes on where it was.
    /// - Throws: `Failure`: `notAllowed` when the token is rejected, `homeserverUnavailable` when the homeserver
    ///   does not answer for too long.
    public func run(
        _ subset: Subset? = nil, into sink: VerifySink, spool: VerifySpool? = nil
    ) async throws -> VerifySummary {
        var summary = VerifySummary()
        summary.migration = journal.migration
        summary.subset = subset
        let rooms = try journal.rooms().filter { subset?.contains($0.source) ?? true }
        let known = rooms.prefix { _ in
            guard let part = spool?.next() else { return false }
            Self.add(part, to: &summary)
            return true
        }
        sink.spool = spool
        sink.begin(rooms: rooms.count, known: known.count)
        try await compare(Array(rooms.dropFirst(known.count)), &summary, into: sink)
        summary.rooms = rooms.count
        try await compareAliases(&summary, subset, sink)
        try await compareMedia(&summary, subset, sink)
        for states in try journal.counts().values {
            summary.open += (states[.ready] ?? 0) + (states[.claimed] ?? 0)
        }
        summary.differences = sink.first
        return summary
    }

    /// What is verified, in words that change when something was planned or carried out since.
    public static func identity(_ store: Store, _ subset: Subset?) throws -> String {
        let journal = Journal(store)
        let counts = try journal.counts().flatMap { kind, states in
            states.map { "\(kind.rawValue) \($0.key.rawValue) \($0.value)" }
        }.sorted()
        let plan = try store.newestPlan()?.number ?? 0
        return "\(journal.migration) \(plan) \(subset?.description ?? "all") "
            + SHA256.digest(of: counts.joined(separator: "\n")).hex
    }

    private func compare(
        _ rooms: [Journal.Room], _ summary: inout VerifySummary, into sink: VerifySink
    ) async throws {
        let reader = RoomReader(homeserver: homeserver, journal: journal)
        try await withThrowingDiscardingTaskGroup { group in
            var pipes: [Pipe<Told>] = []
            do {
                for index in rooms.indices {
                    while pipes.count < min(index + width, rooms.count) {
                        let (room, pipe) = (rooms[pipes.count], Pipe<Told>(capacity: Self.pagesAhead))
                        pipes.append(pipe)
                        group.addTask { await Self.read(room, reader, into: pipe) }
                    }
                    while let told = try await pipes[index].take() {
                        switch told {
                        case .findings(let findings): try sink.take(findings)
                        case .end(let part):
                            try sink.endRoom(part)
                            Self.add(part, to: &summary)
                        }
                    }
                }
            } catch {
                for pipe in pipes { await pipe.close() }
                throw error
            }
        }
    }

    /// What a room tells: what its pages show, and at the end its figures.
    private enum Told: Sendable {
        case findings(RoomReader.Findings)
        case end(VerifySummary)
    }

    private static func read(_ room: Journal.Room, _ reader: RoomReader, into pipe: Pipe<Told>) async {
        do {
            let part = try await reader.read(room) { try await pipe.give(.findings($0)) }
            try await pipe.give(.end(part))
            await pipe.end(.success(()))
        } catch {
            await pipe.end(.failure(error))
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
        summary.media += part.media
        summary.mediaBytes += part.mediaBytes
        summary.came += part.came
        summary.went += part.went
    }

    private func compareAliases(
        _ summary: inout VerifySummary, _ subset: Subset?, _ sink: VerifySink
    ) async throws {
        let aliases = try journal.aliases().filter { subset?.contains($0.source) ?? true }
        guard !aliases.isEmpty else { return }
        summary.aliases = aliases.count
        if let known = sink.spool?.next() { return Self.add(known, to: &summary) }
        let reader = AliasReader(homeserver: homeserver)
        var part = VerifySummary()
        try await Readahead.run(aliases, width: width) {
            try await reader.read($0)
        } take: { _, difference in
            part.checked += 1
            switch difference?.verdict {
            case nil: part.same += 1
            case .different: part.different += 1
            case .unreadable: part.unreadable += 1
            default: part.missing += 1
            }
            if let difference { try sink.take(difference) }
        }
        try sink.endBlock(part)
        Self.add(part, to: &summary)
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
            if let known = sink.spool?.next() {
                Self.add(known, to: &summary)
                continue
            }
            var part = VerifySummary()
            let files = try page.filter { subset?.contains($0.operation.key.text) ?? true }.map {
                try MediaReader.Expected($0)
            }
            try await Readahead.run(files, width: Self.filesAhead) {
                try await reader.read($0)
            } take: { expected, found in
                if let line = found.1 { try sink.take(line) }
                Self.count(expected, found.0, in: &part)
                if let difference = found.0 { try sink.take(difference) }
            }
            try sink.endBlock(part)
            Self.add(part, to: &summary)
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
