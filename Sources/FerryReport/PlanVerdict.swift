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
            sentence = words(.planWhole, values)
        } else {
            (tone, label) = (.note, words(.planLossesLabel))
            sentence = words(.planLosses, values)
        }
    }
}
