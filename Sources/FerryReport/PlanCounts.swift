// SPDX-License-Identifier: Apache-2.0
import FerryModel

/// The small print beside a plan's key figures, the same on the page and on the terminal.
struct PlanCounts {
    let summary: PlanSummary
    let words: Wording

    var people: String {
        words(
            .peopleNote,
            ["ghosts": .number(summary.people.ghosts), "mapped": .number(summary.people.mapped)])
    }

    var rooms: String {
        let parts: [(Int, ReportWord)] = [
            (summary.rooms.spaces, .countSpaces), (summary.rooms.public, .countPublic),
            (summary.rooms.private, .countPrivate), (summary.rooms.direct, .countDirect),
            (summary.rooms.group, .countGroup),
        ]
        return list(parts)
    }

    var events: String {
        let parts: [(Int, ReportWord)] = [
            (summary.events.messages, .countMessages), (summary.events.reactions, .countReactions),
            (summary.events.edits, .countEdits), (summary.events.redactions, .countRedactions),
            (summary.events.state, .countState),
        ]
        return list(parts)
    }

    var media: String {
        let size = words.figures.bytes(summary.media.bytes)
        guard summary.media.missing > 0 else { return size }
        return size + ", " + words(.countMissing, ["count": .number(summary.media.missing)])
    }

    var hours: String {
        let hours = summary.forecast.hours
        guard hours > 0 else { return "0\u{A0}h" }
        if hours < 1 {
            return words(.minutes, ["count": .number(max(1, Int((hours * 60).rounded(.up))))])
        }
        // A tenth too many promises less than a tenth too few.
        let shown = hours < 10 ? (hours * 10).rounded(.up) / 10 : hours.rounded(.up)
        return words(.hours, ["count": .text(words.figures.decimal(shown))])
    }

    var windows: String {
        guard summary.forecast.windows > 0 else { return "" }
        return words(
            .windows,
            [
                "count": .number(summary.forecast.windows),
                "hours": .text(words.figures.decimal(summary.forecast.windowHours)),
            ])
    }

    private func list(_ parts: [(Int, ReportWord)]) -> String {
        parts.filter { $0.0 > 0 }.map { words($0.1, ["count": .number($0.0)]) }.joined(separator: ", ")
    }
}
