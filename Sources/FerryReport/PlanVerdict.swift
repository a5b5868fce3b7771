// SPDX-License-Identifier: Apache-2.0
import FerryModel

/// What a plan comes to, in one sentence.
struct PlanVerdict {
    let tone: Page.Tone
    let label: String
    let sentence: String

    init(_ summary: PlanSummary, words: Wording) {
        let whole = summary.balance.values.reduce(into: Balance()) { sum, balance in
            sum.parsed += balance.parsed
            sum.carried += balance.carried
            sum.carriedWithLoss += balance.carriedWithLoss
            sum.notCarried += balance.notCarried
        }
        let values: KeyValuePairs<String, Wording.Value> = [
            "parsed": .number(whole.parsed), "whole": .number(whole.carried),
            "hurt": .number(whole.carriedWithLoss), "lost": .number(whole.notCarried),
        ]
        if !summary.balance.values.allSatisfy(\.isEven) {
            (tone, label) = (.bad, words(.planUnevenLabel))
            sentence = words(.planUneven, values)
        } else if whole.parsed == 0 {
            (tone, label) = (.note, words(.planEmptyLabel))
            sentence = words(.planEmpty)
        } else if whole.carried == whole.parsed {
            (tone, label) = (.good, words(.planWholeLabel))
            sentence = words(.planWhole, values) + Self.outlook(summary, words)
        } else {
            (tone, label) = (.note, words(.planLossesLabel))
            sentence = words(.planLosses, values) + Self.outlook(summary, words)
        }
    }

    // How long it takes belongs to what a board decides about.
    private static func outlook(_ summary: PlanSummary, _ words: Wording) -> String {
        guard summary.forecast.operations > 0 else {
            return summary.events.total > 0 ? " " + words(.planNothingLeft) : ""
        }
        let counts = PlanCounts(summary: summary, words: words)
        return " "
            + words(
                .planOutlook, ["hours": .text(counts.hours), "windows": .text(counts.windows)])
    }

    /// What of the archives does not arrive, by kind, the most of it first; `nil` when all of it does.
    static func notCarried(_ summary: PlanSummary, _ words: Wording) -> String? {
        let lost = RecordKind.allCases.compactMap { kind in
            (summary.balance[kind]?.notCarried).flatMap { $0 > 0 ? (kind: kind, count: $0) : nil }
        }.sorted { $0.count > $1.count }
        guard !lost.isEmpty else { return nil }
        let kinds = lost.map {
            words(.kindCount, ["kind": .text(words.kindNameWithin($0.kind)), "count": .number($0.count)])
        }
        return words(.planNotCarried, ["kinds": .text(words.list(kinds))])
    }
}
