// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import FerryStore
import MatrixEvents

/// Compares what a room holds, in the order of arrival, with what the plan says, in the order of the plan. Pure
/// bookkeeping; memory is that of what is out of step, and eight bytes for each event seen.
struct RoomComparison {
    /// Gives the next expected events, none at the end.
    typealias Supply = () throws -> [ExpectedEvent]

    private let room: String
    private let supply: Supply
    private var window: ArraySlice<ExpectedEvent> = []
    private var isExhausted = false
    /// Expected, passed over, and not seen yet.
    private var overdue: [String: ExpectedEvent] = [:]
    private var seen: Set<UInt64> = []
    private(set) var summary = VerifySummary()
    private var differences: [VerifySummary.Difference] = []
    private var lines: [ManifestLine] = []

    /// - Parameter anyOrder: expected events that other lanes send, whose place in the room is nobody's promise.
    init(room: String, anyOrder: [ExpectedEvent], supply: @escaping Supply) {
        self.room = room
        self.supply = supply
        for event in anyOrder { overdue[event.marker] = event }
        unordered = Set(anyOrder.map(\.marker))
    }

    private let unordered: Set<String>

    /// Takes the next event of the room that carries a marker of this migration.
    mutating func take(_ event: JSONElement, marker: String) throws {
        let id = event["event_id"]?.string ?? ""
        guard seen.insert(Self.short(marker)).inserted else {
            summary.duplicated += 1
            return note(.duplicated, event: id, source: "", what: "a second event with the same marker")
        }
        guard let (expected, isLate) = try find(marker) else {
            summary.extra += 1
            return note(.extra, event: id, source: "", what: "an event of this migration that no plan knows")
        }
        summary.checked += 1
        list(event)
        let wrong = expected.differences(from: event)
        if !wrong.isEmpty {
            summary.different += 1
            note(.different, event: id, source: expected.source, what: wrong.joined(separator: ", "))
        } else if isLate {
            summary.outOfOrder += 1
            note(
                .outOfOrder, event: id, source: expected.source, what: "stands after an event that follows it"
            )
        } else {
            summary.same += 1
        }
    }

    /// Takes an event that was deleted as planned, and so has lost its marker.
    mutating func takeRedacted(_ expected: ExpectedEvent, isPlanned: Bool, event: JSONElement) throws {
        list(event)
        seen.insert(Self.short(expected.marker))
        _ = try find(expected.marker)
        summary.checked += 1
        guard isPlanned else {
            summary.different += 1
            return note(
                .different, event: event["event_id"]?.string ?? "", source: expected.source,
                what: "deleted on the homeserver")
        }
        summary.same += 1
    }

    /// Everything has been read: what was expected and not seen is missing. Goes on by one supply at a time, so that
    /// a room of which nothing is there needs no memory; gives `false` at the end.
    mutating func finishSome() throws -> Bool {
        for expected in overdue.values.sorted(by: { $0.operation.id < $1.operation.id }) { miss(expected) }
        overdue = [:]
        if window.isEmpty, !isExhausted { window = try supply()[...] }
        isExhausted = window.isEmpty
        for expected in window { miss(expected) }
        window = []
        return !isExhausted
    }

    private mutating func miss(_ expected: ExpectedEvent) {
        summary.checked += 1
        summary.missing += 1
        note(
            .missing, event: expected.operation.result ?? "", source: expected.source,
            what: Self.why(expected))
    }

    /// What was found since the last call, in order.
    mutating func drain() -> RoomReader.Findings {
        defer {
            differences = []
            lines = []
        }
        return RoomReader.Findings(differences: differences, lines: lines)
    }

    private mutating func list(_ event: JSONElement) {
        let content = event["content"]?.value ?? [:]
        lines.append(
            .event(
                room: room, id: event["event_id"]?.string ?? "", type: event["type"]?.string ?? "",
                sender: event["sender"]?.string ?? "", time: event["origin_server_ts"]?.int64 ?? 0,
                digest: SHA256.digest(of: content.canonicalBytes())))
    }

    // MARK: Finding

    private mutating func find(_ marker: String) throws -> (ExpectedEvent, isLate: Bool)? {
        if let expected = overdue.removeValue(forKey: marker) {
            return (expected, !unordered.contains(marker))
        }
        return try passOver { $0.marker == marker }.map { ($0, false) }
    }

    /// Takes expected events until one fits; those before it are overdue, unless they were never sent.
    private mutating func passOver(_ fits: (ExpectedEvent) -> Bool) throws -> ExpectedEvent? {
        while true {
            if window.isEmpty {
                guard !isExhausted else { return nil }
                window = try supply()[...]
                isExhausted = window.isEmpty
                continue
            }
            let next = window.removeFirst()
            if fits(next) { return next }
            overdue[next.marker] = next
        }
    }

    private static func why(_ expected: ExpectedEvent) -> String {
        switch expected.operation.state {
        case .done: "confirmed by the homeserver, but not there"
        case .wedged: "refused by the homeserver"
        case .skipped: "left out because of what it depends on"
        case .ready, .claimed: "not sent yet"
        }
    }

    private mutating func note(_ verdict: VerifySummary.Verdict, event: String, source: String, what: String)
    {
        differences.append(.init(verdict: verdict, room: room, event: event, source: source, what: what))
    }

    // The first 64 of 256 bits keep a room's markers apart.
    private static func short(_ marker: String) -> UInt64 { UInt64(marker.prefix(16), radix: 16) ?? 0 }
}
