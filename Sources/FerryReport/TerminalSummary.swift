// SPDX-License-Identifier: Apache-2.0
public import FerryModel

/// The reports in a few aligned plain lines. Nothing is printed here, and there is no colour in it.
public enum TerminalSummary {
    /// What a plan says, ending with a line feed.
    public static func plan(
        _ summary: PlanSummary, isStale: Bool = false, in language: ReportLanguage = .english
    ) -> String {
        let words = Wording(language: language)
        let figures = words.figures
        let counts = PlanCounts(summary: summary, words: words)
        let verdict = PlanVerdict(summary, words: words)
        let title = words(
            .planTitle,
            ["number": .number(Int(clamping: summary.number)), "migration": .text(summary.migration)])
        let rows = [
            [words(.people), figures.count(summary.people.total), counts.people],
            [words(.rooms), figures.count(summary.rooms.total), counts.rooms],
            [words(.events), figures.count(summary.events.total), counts.events],
            [words(.files), figures.count(summary.media.files), counts.media],
            [
                words(.operations), figures.count(summary.openOperations),
                [counts.hours, counts.windows].filter { !$0.isEmpty }.joined(separator: ", "),
            ],
        ]
        var blocks = [title, aligned(rows, numbers: [1]), balance(summary, words)]
        if !summary.losses.isEmpty { blocks.append(losses(summary, words)) }
        if isStale { blocks.append(words(.planStale)) }
        blocks.append(verdict.label + " " + verdict.sentence)
        return text(blocks)
    }

    /// What an upload has done, ending with a line feed.
    public static func upload(_ summary: UploadSummary, in language: ReportLanguage = .english) -> String {
        let words = Wording(language: language)
        let figures = words.figures
        let verdict = UploadVerdict(summary, words: words)
        let rows = [
            [words(.done), figures.count(summary.done)], [words(.ready), figures.count(summary.ready)],
            [words(.wedged), figures.count(summary.wedged)],
            [words(.skipped), figures.count(summary.skipped)],
            [words(.settled), figures.count(summary.settled)],
            [words(.reconciled), figures.count(summary.reconciled)],
            [words(.retries), figures.count(summary.retries)],
            [words(.duration), figures.duration(summary.seconds)],
        ]
        return text([
            words(.uploadTitle, ["migration": .text(summary.migration)]), aligned(rows, numbers: [1]),
            verdict.label + " " + verdict.sentence,
        ])
    }

    /// What a verification has shown, ending with its closing sentence and a line feed.
    public static func verify(_ summary: VerifySummary, in language: ReportLanguage = .english) -> String {
        let words = Wording(language: language)
        let lines: [(ReportWord, Int)] = [
            (.rooms, summary.rooms), (.checked, summary.checked), (.same, summary.same),
            (.missing, summary.missing), (.duplicated, summary.duplicated),
            (.outOfOrder, summary.outOfOrder), (.different, summary.different), (.extra, summary.extra),
            (.unreadable, summary.unreadable), (.open, summary.open),
        ]
        return text([
            words(.verifyTitle, ["migration": .text(summary.migration)]),
            aligned(lines.map { [words($0.0), words.figures.count($0.1)] }, numbers: [1]),
            VerifyPage(summary: summary, words: words).facts.joined(separator: " "),
            VerifyVerdict(summary, words: words).closing,
        ])
    }

    private static func balance(_ summary: PlanSummary, _ words: Wording) -> String {
        let header = [.kind, .parsed, .carried, .carriedWithLoss, .notCarried].map { words($0) }
        let sources = SourceKind.allCases.filter { summary.sourceBalance[$0] != nil }
        guard sources.count > 1 else {
            return aligned([header] + rows(summary.balance, words), numbers: [1, 2, 3, 4])
        }
        func named(_ name: String, _ balance: [RecordKind: Balance]) -> [[String]] {
            rows(balance, words).enumerated().map { [$0.offset == 0 ? name : ""] + $0.element }
        }
        let all = named(words(.allSources), summary.balance)
        let each = sources.flatMap {
            named(words.sourceName($0.rawValue), summary.sourceBalance[$0] ?? [:])
        }
        return aligned([[words(.source)] + header] + all + each, numbers: [2, 3, 4, 5])
    }

    private static func rows(_ balance: [RecordKind: Balance], _ words: Wording) -> [[String]] {
        RecordKind.allCases.compactMap { kind in
            guard let balance = balance[kind], balance.parsed > 0 else { return nil }
            return [words.kindName(kind)]
                + [balance.parsed, balance.carried, balance.carriedWithLoss, balance.notCarried]
                .map(words.figures.count)
        }
    }

    // As many as fit on a screen; the reports have all of them.
    private static let mostLosses = 10

    private static func losses(_ summary: PlanSummary, _ words: Wording) -> String {
        let shown = summary.losses.prefix(mostLosses)
        var text = aligned(
            shown.map { [words.figures.count($0.count), words.stateName($0.state), $0.code] }, numbers: [0])
        if summary.losses.count > shown.count {
            text += "\n" + words(.moreLosses, ["count": .number(summary.losses.count - shown.count)])
        }
        return text
    }

    private static func text(_ blocks: [String]) -> String {
        blocks.filter { !$0.isEmpty }.joined(separator: "\n\n")
            .split(separator: "\u{A0}", omittingEmptySubsequences: false).joined(separator: " ") + "\n"
    }

    /// Pads every column to its widest cell; the columns in `numbers` stand at the right.
    static func aligned(_ rows: [[String]], numbers: Set<Int>) -> String {
        let count = rows.map(\.count).max() ?? 0
        let widths = (0..<count).map { column in
            rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
        }
        return rows.map { row in
            var line = ""
            for (column, cell) in row.enumerated() {
                let blanks = String(repeating: " ", count: widths[column] - cell.count)
                line += (column > 0 ? "  " : "") + (numbers.contains(column) ? blanks + cell : cell + blanks)
            }
            while line.last == " " { line.removeLast() }
            return line
        }.joined(separator: "\n")
    }
}
