// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryStore

/// The page of a dry-run report.
struct PlanPage {
    let report: PlanReport
    let words: Wording

    var summary: PlanSummary { report.summary }
    var figures: Figures { words.figures }

    var html: String {
        let verdict = PlanVerdict(summary, words: words)
        var page = Page(
            words: words, kind: .planKind,
            title: words(
                .planTitle,
                ["number": .number(Int(clamping: summary.number)), "migration": .text(summary.migration)]),
            tone: verdict.tone, label: verdict.label, verdict: verdict.sentence,
            purpose: words(.planPurpose), sections: sections)
        page.facts = PlanVerdict.notCarried(summary, words).map { [$0] } ?? []
        // It searches and sorts tables; where there are none, there is nothing to run.
        page.hasScript = report.people.total + report.rooms.total + summary.losses.count > 0
        if report.isStale { page.notice = words(.planStale) }
        return page.html
    }

    private var sections: [Page.Section] {
        [
            Page.Section(id: "figures", title: words(.figuresTitle), body: keyFigures),
            Page.Section(id: "balance", title: words(.balanceTitle), body: balance),
            Page.Section(id: "losses", title: words(.lossesTitle), body: losses),
            Page.Section(id: "time", title: words(.timeTitle), body: time),
            Page.Section(id: "people", title: words(.people), body: people),
            Page.Section(id: "rooms", title: words(.rooms), body: rooms),
            Page.Section(id: "media", title: words(.media), body: media),
            Page.Section(id: "sources", title: words(.sourcesTitle), body: sources),
            Page.Section(id: "forecast", title: words(.forecastTitle), body: forecast),
            Page.Section(id: "tables", title: words(.tablesTitle), body: tables),
        ]
    }

    // MARK: Key figures

    private var keyFigures: HTML {
        let counts = PlanCounts(summary: summary, words: words)
        let list = FigureList(
            figures: [
                (words(.people), figures.count(summary.people.total), counts.people),
                (words(.rooms), figures.count(summary.rooms.total), counts.rooms),
                (words(.events), figures.count(summary.events.total), counts.events),
                (words(.files), figures.count(summary.media.files), counts.media),
                (words(.operations), figures.count(summary.openOperations), words(.operationsNote)),
                (words(.timeNeeded), counts.hours, counts.windows),
            ]
        ).html
        guard let profile else { return list }
        return "\(list)\n<p class=\"lead\">\(profile)</p>"
    }

    /// What the homeserver demands that is planned for; `nil` for one without demands of its own.
    private var profile: String? {
        let demands: ReportWord
        switch summary.profile {
        case "tchap": demands = .profileTchap
        case "ti-m": demands = .profileTiM
        default: return nil
        }
        return words(
            .planProfile, ["profile": .text(summary.profile), "demands": .text(words(demands))])
    }

    // MARK: Forecast and tables

    private var forecast: HTML {
        let forecast = summary.forecast
        guard forecast.operations > 0 else { return "<p class=\"lead\">\(words(.forecastNone))</p>" }
        let counts = PlanCounts(summary: summary, words: words)
        let sentence = words(
            .forecast,
            [
                "operations": .number(forecast.operations),
                "rate": .text(figures.decimal(forecast.eventsPerSecond)),
                "hours": .text(counts.hours), "windows": .text(counts.windows),
            ])
        let assumption = words(
            .forecastAssumption,
            [
                "rate": .text(figures.decimal(forecast.eventsPerSecond)),
                "hours": .text(figures.decimal(forecast.windowHours)),
            ])
        return """
            <p class="lead">\(sentence)</p>
            <p class="lead">\(assumption) \(words(.forecastCaution))</p>
            """
    }

    private var tables: HTML {
        let lines: [(name: String, text: ReportWord)] = [
            (PlanReport.File.people, .tablePeople), (PlanReport.File.rooms, .tableRooms),
            (PlanReport.File.losses, .tableLosses), (PlanReport.File.balance, .tableBalance),
            (PlanReport.File.json, .tableJSON),
        ]
        return FileList(lines: lines, words: words).html
    }
}
