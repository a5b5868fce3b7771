// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryStore

extension PlanPage {
    private static let mostRooms = 25

    /// The largest rooms; the rest is in the table of rooms.
    var rooms: HTML {
        guard !report.rooms.isEmpty else { return "<p class=\"lead\">\(words(.roomsNone))</p>" }
        let shown = report.rooms.prefix(Self.mostRooms)
        let largest = max(1, shown.map(\.messages).max() ?? 1)
        let caption =
            report.rooms.count > Self.mostRooms
            ? words(
                .roomsCaptionTop,
                ["shown": .number(Self.mostRooms), "count": .number(report.rooms.count)])
            : words(.roomsCaption)
        let table = Table(
            id: "room-table", caption: caption,
            columns: [
                Table.Column(title: words(.room)), Table.Column(title: words(.messages), kind: .number),
                Table.Column(title: words(.events), kind: .number),
                Table.Column(title: words(.members), kind: .number),
                Table.Column(title: words(.extent), kind: .bar),
            ],
            rows: shown.map { row($0, largest: largest) })
        let lead = words(.roomsLead, ["rooms": .text(PlanCounts(summary: summary, words: words).rooms)])
        guard report.rooms.count > Self.mostRooms else {
            return "<p class=\"lead\">\(lead)</p>\n\(table.html)"
        }
        return "<p class=\"lead\">\(lead)</p>\n\(table.html)\n\(allRooms.html)"
    }

    private var allRooms: LongTable {
        LongTable(
            id: "room-list", words: words, title: words(.allRooms), file: PlanReport.File.rooms,
            columns: [
                Table.Column(title: words(.room)), Table.Column(title: words(.messages), kind: .number),
                Table.Column(title: words(.events), kind: .number),
                Table.Column(title: words(.members), kind: .number),
            ],
            total: report.rooms.count,
            rows: report.rooms.prefix(LongTable.most).map { Table.Row(cells: cells($0)) })
    }

    private func row(_ room: Store.RoomLine, largest: Int) -> Table.Row {
        let bar = ShareBar(
            parts: [(room.messages, .whole)], whole: largest, label: figures.count(room.messages))
        return Table.Row(cells: cells(room) + [bar.html])
    }

    private func cells(_ room: Store.RoomLine) -> [HTML] {
        let name: HTML =
            room.name.isEmpty ? "<code>\(PageText.shortened(room.key))</code>" : PageText.name(room.name)
        return [
            "\(name)<span class=\"sub\">\(words.roomKind(room.kind))</span>",
            "\(figures.count(room.messages))",
            "\(figures.count(room.events))", "\(figures.count(room.members))",
        ]
    }

    /// Files and what became of their bytes.
    var media: HTML {
        let lead =
            summary.media.files == 0
            ? words(.mediaNone)
            : words(
                .mediaLead,
                [
                    "files": .number(summary.media.files),
                    "bytes": .text(figures.bytes(summary.media.bytes)),
                ])
        guard summary.media.missing > 0 else { return "<p class=\"lead\">\(lead)</p>" }
        let missing = words(.mediaMissing, ["count": .number(summary.media.missing)])
        return "<p class=\"lead\">\(lead)</p>\n<p class=\"lead\">\(missing)</p>"
    }
}
