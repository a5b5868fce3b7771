// SPDX-License-Identifier: Apache-2.0
import FerryModel

/// What a verification came to, and the one sentence its report ends with.
struct VerifyVerdict {
    let tone: Page.Tone
    let label: String
    let sentence: String
    /// What the homeserver holds, or what is missing.
    let closing: String

    init(_ summary: VerifySummary, words: Wording) {
        let part =
            summary.subset.map {
                " " + words(.partRead, ["part": .number($0.part), "total": .number($0.total)])
            } ?? ""
        let values: KeyValuePairs<String, Wording.Value> = [
            "same": .number(summary.same), "checked": .number(summary.checked), "open": .number(summary.open),
        ]
        if !summary.isProven {
            (tone, label) = (.bad, words(.verifyFailedLabel))
            sentence = words(.verifyFailed, values) + part
            let findings = words.list(Self.findings(summary, words: words))
            closing =
                words(
                    .verifyFailedClosing,
                    [
                        "checked": .number(summary.checked), "same": .number(summary.same),
                        "findings": .text(findings),
                    ]) + part
        } else if summary.checked == 0 {
            (tone, label) = (.note, words(.verifyEmptyLabel))
            sentence = words(.verifyEmpty) + part
            closing = words(.verifyEmptyClosing) + part
        } else {
            (tone, label) = (.good, words(.verifyProvenLabel))
            sentence = words(.verifyProven, values) + part
            closing = words(.verifyProvenClosing, ["things": .text(Self.things(summary, words))]) + part
        }
    }

    /// What was compared, by kind: those of which there are any.
    private static func things(_ summary: VerifySummary, _ words: Wording) -> String {
        let events = max(0, summary.checked - summary.media - summary.aliases)
        let counts: [(Int, ReportWord)] = [
            (events, .verifyCountedEvents), (summary.aliases, .verifyCountedAliases),
            (summary.media, .verifyCountedFiles),
        ]
        return words.list(counts.filter { $0.0 > 0 }.map { words($0.1, ["count": .number($0.0)]) })
    }

    // Only what was found, the worst first.
    private static func findings(_ summary: VerifySummary, words: Wording) -> [String] {
        let counts: [(Int, ReportWord)] = [
            (summary.missing, .findingMissing), (summary.duplicated, .findingDuplicated),
            (summary.outOfOrder, .findingOutOfOrder), (summary.different, .findingDifferent),
            (summary.extra, .findingExtra), (summary.unreadable, .findingUnreadable),
            (summary.open, .findingOpen),
        ]
        return counts.filter { $0.0 > 0 }.map { words($0.1, ["count": .number($0.0)]) }
    }
}
