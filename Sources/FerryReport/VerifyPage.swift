// SPDX-License-Identifier: Apache-2.0
import FerryModel

/// The page of a verification.
struct VerifyPage {
    let summary: VerifySummary
    let words: Wording

    private var figures: Figures { words.figures }

    var html: String {
        let verdict = VerifyVerdict(summary, words: words)
        var page = Page(
            words: words, kind: .verifyKind,
            title: words(.verifyTitle, ["migration": .text(summary.migration)]),
            tone: verdict.tone, label: verdict.label, verdict: verdict.sentence,
            purpose: words(.verifyPurpose), sections: sections)
        page.facts = facts
        page.isDated = summary.ended != nil
        page.hasScript = !summary.differences.isEmpty
        page.closing = verdict.closing
        return page.html
    }

    /// What was compared with what, and when.
    var facts: [String] {
        var facts: [String] = []
        if summary.plan > 0, !summary.server.isEmpty {
            facts.append(
                words(
                    .verifyRead,
                    ["server": .text(summary.server), "plan": .number(Int(clamping: summary.plan))]))
        }
        if let began = summary.began, let ended = summary.ended {
            facts.append(
                words(
                    .verifyTimes, ["began": .text(words.moment(began)), "ended": .text(words.moment(ended))]))
        }
        if summary.came + summary.went > 0 {
            facts.append(
                words(.verifyMembers, ["came": .number(summary.came), "went": .number(summary.went)]))
        }
        if summary.isResumed { facts.append(words(.verifyResumed)) }
        return facts
    }

    private var sections: [Page.Section] {
        var sections = [
            Page.Section(id: "figures", title: words(.figuresTitle), body: keyFigures),
            Page.Section(id: "findings", title: words(.findingsTitle), body: findings),
            Page.Section(id: "differences", title: words(.differencesTitle), body: differences),
        ]
        var files: [(name: String, text: ReportWord)] = [
            (VerifyReport.File.differences, .tableDifferences), (VerifyReport.File.members, .tableMembers),
        ]
        if let manifest = summary.manifest {
            sections.append(
                Page.Section(id: "manifest", title: words(.manifestTitle), body: self.manifest(manifest)))
            files.append((manifest.file, .tableManifest))
        }
        files.append((VerifyReport.File.json, .tableJSON))
        sections.append(
            Page.Section(
                id: "tables", title: words(.tablesTitle), body: FileList(lines: files, words: words).html))
        return sections
    }

    private func manifest(_ manifest: VerifySummary.Manifest) -> HTML {
        let lead = words(.manifestLead, ["lines": .number(manifest.lines)])
        return "<p class=\"lead\">\(lead) <code>\(manifest.digest.hex)</code></p>"
    }

    private var keyFigures: HTML {
        FigureList(
            figures: [
                (words(.checked), figures.count(summary.checked), words(.checkedNote)),
                (
                    words(.same), figures.count(summary.same),
                    figures.share(summary.same, of: summary.checked)
                ),
                (words(.rooms), figures.count(summary.rooms), words(.roomsReadNote)),
                (words(.files), figures.count(summary.media), figures.bytes(summary.mediaBytes)),
            ]
        ).html
    }

    private var findings: HTML {
        let lines: [(word: ReportWord, note: ReportWord, count: Int)] = [
            (.missing, .missingNote, summary.missing), (.duplicated, .duplicatedNote, summary.duplicated),
            (.outOfOrder, .outOfOrderNote, summary.outOfOrder),
            (.different, .differentNote, summary.different), (.extra, .extraNote, summary.extra),
            (.unreadable, .unreadableNote, summary.unreadable), (.open, .openNote, summary.open),
        ]
        let table = Table(
            id: "finding-table", caption: words(.findingsCaption),
            columns: [
                Table.Column(title: words(.finding)), Table.Column(title: words(.meaning)),
                Table.Column(title: words(.count), kind: .number),
            ],
            rows: lines.map {
                Table.Row(cells: ["\(words($0.word))", "\(words($0.note))", "\(figures.count($0.count))"])
            })
        return table.html
    }

    private var differences: HTML {
        guard !summary.differences.isEmpty else {
            return "<p class=\"lead\">\(words(.differencesNone))</p>"
        }
        let shown = summary.differences.prefix(DifferenceTable.mostRemembered)
        let table = LongTable(
            id: "difference-table", words: words, title: words(.differencesFirst),
            file: VerifyReport.File.differences,
            columns: [.finding, .room, .event, .what].map { Table.Column(title: words($0)) },
            total: shown.count,
            rows: shown.map { difference in
                Table.Row(cells: [
                    "\(words.verdictName(difference.verdict))",
                    "<code>\(PageText.shortened(difference.room))</code>",
                    """
                    <code>\(PageText.shortened(difference.event))</code> \
                    <span class="sub"><code>\(PageText.key(difference.source))</code></span>
                    """,
                    words.finding(difference.what),
                ])
            }, caption: words(.differencesCaption, ["count": .number(shown.count)]), isUnfolded: true,
            isPrinted: true)
        return "<p class=\"lead\">\(words(.differencesLead))</p>\n\(table.html)"
    }
}
