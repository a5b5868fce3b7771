// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import Testing

@Suite("The figures of a plan")
struct PlanSummaryTests {
    private var summary: PlanSummary {
        var summary = PlanSummary()
        summary.migration = "m1"
        summary.number = 7
        summary.openOperations = 1234
        summary.sources = [
            .init(
                kind: "slack", path: "a.zip", layout: "slack-standard", digest: "ab", bytes: 99,
                lacks: ["x", "y"])
        ]
        (summary.people.total, summary.people.mapped, summary.people.ghosts) = (1, 2, 3)
        (summary.people.suggested, summary.people.conflicts) = (4, 5)
        (summary.rooms.total, summary.rooms.spaces, summary.rooms.public) = (6, 7, 8)
        (summary.rooms.private, summary.rooms.direct, summary.rooms.group) = (9, 10, 11)
        (summary.events.messages, summary.events.reactions, summary.events.edits) = (12, 13, 14)
        (summary.events.redactions, summary.events.state) = (15, 16)
        (summary.media.files, summary.media.bytes, summary.media.missing) = (17, 1 << 40, 18)
        for state in [Loss.State.notInSource, .notSupported, .filtered, .carriedWithLoss] {
            summary.losses.append(
                .init(
                    code: "c.\(state.rawValue)", kind: .attachment, state: state, count: 3, reason: "why",
                    examples: ["k1", "k2"]))
        }
        for (index, kind) in RecordKind.allCases.enumerated() {
            summary.balance[kind] = Balance(
                parsed: index + 6, carried: index, carriedWithLoss: 2, notCarried: 4)
        }
        summary.sourceBalance = [.teams: summary.balance, .mail: [.pin: Balance(parsed: 1, notCarried: 1)]]
        summary.forecast.operations = 19
        (summary.forecast.eventsPerSecond, summary.forecast.hours) = (40.5, 0.125)
        (summary.forecast.windows, summary.forecast.windowHours) = (20, 9.75)
        summary.months = [.init(month: "2024-03", source: "slack", messages: 21)]
        return summary
    }

    @Test("come back from JSON as they were")
    func roundTrip() throws {
        let bytes = summary.json.canonicalBytes()
        #expect(PlanSummary(json: try JSONValue(parsing: bytes)) == summary)
    }

    @Test("have what the contract of plan.json names")
    func contract() {
        let json = summary.json
        #expect(json["schema"]?.int64 == 1)
        #expect(json["events"]?["total"]?.int64 == 70)
        #expect(json["balance"]?["message"]?["carriedWithLoss"]?.int64 == 2)
        let losses = json["losses"]?.elements ?? []
        #expect(
            losses.map { $0["state"]?.string } == [
                "not-in-source", "not-supported", "filtered", "carried-with-loss",
            ])
        for name in ["sources", "people", "rooms", "media", "forecast"] { #expect(json[name] != nil) }
    }

    @Test("start at zero when there is nothing to read")
    func empty() { #expect(PlanSummary(json: [:]) == PlanSummary()) }

    @Test("are even when parsed is carried, with loss or not carried")
    func balance() {
        #expect(Balance(parsed: 6, carried: 3, carriedWithLoss: 2, notCarried: 1).isEven)
        #expect(!Balance(parsed: 7, carried: 3, carriedWithLoss: 2, notCarried: 1).isEven)
        #expect(!Balance(parsed: 5, carried: 3, carriedWithLoss: 2, notCarried: 1).isEven)
    }

    @Test("of a verification prove nothing while anything is amiss")
    func proven() {
        #expect(VerifySummary().isProven)
        let flaws: [WritableKeyPath<VerifySummary, Int>] = [
            \.missing, \.extra, \.different, \.duplicated, \.outOfOrder, \.unreadable, \.open,
        ]
        for flaw in flaws {
            var summary = VerifySummary()
            summary[keyPath: flaw] = 1
            #expect(!summary.isProven)
            #expect(summary.json["proven"]?.bool == false)
        }
    }
}
