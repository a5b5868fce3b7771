// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryStore

extension PlanPage {
    private static let mostRooms = 10

    /// Rooms by size, the largest, and all of them.
    var rooms: HTML {
        guard report.rooms.total > 0 else { return "<p class=\"lead\">\(words(.roomsNone))</p>" }
        let lead = words(.roomsLead, ["rooms": .text(PlanCounts(summary: summary, words: words).rooms)])
        let isMany = report.rooms.total > LongTable.mostUnfolded
        return """
            <p class="lead">\(lead)</p>
            \(roomSizes)
            \(isMany ? largestRooms : .empty)
            \(allRooms.html)
            """
    }

    private var roomSizes: HTML {
        let sizes = report.rooms.sizes
        let largest = sizes.classes.map(\.rooms).max() ?? 1
        return Table(
            id: "room-sizes", caption: words(.roomSizesCaption),
            columns: [
                Table.Column(title: words(.messages)), Table.Column(title: words(.rooms), kind: .number),
                Table.Column(title: words(.extent), kind: .bar),
            ],
            rows: sizes.classes.map { size in
                let bar = ShareBar(
                    parts: [(size.rooms, .whole)], whole: largest, label: figures.count(size.rooms))
                return Table.Row(cells: ["\(name(size))", "\(figures.count(size.rooms))", bar.html])
            }
        ).html
    }

    private func name(_ size: RoomSizes.Class) -> String {
        guard let last = size.last else { return words(.sizeFrom, ["from": .number(size.first)]) }
        guard last > size.first else { return figures.count(last) }
        return words(.sizeRange, ["from": .number(size.first), "to": .number(last)])
    }

    private var largestRooms: HTML {
        let shown = report.rooms.first.prefix(Self.mostRooms)
        let largest = max(1, shown.map(\.messages).max() ?? 1)
        return Table(
            id: "room-table",
            caption: words(
                .roomsCaptionTop, ["shown": .number(shown.count), "count": .number(report.rooms.total)]),
            columns: roomColumns + [Table.Column(title: words(.extent), kind: .bar)],
            rows: shown.map { row($0, largest: largest) }
        ).html
    }

    private var roomColumns: [Table.Column] {
        [
            Table.Column(title: words(.room)), Table.Column(title: words(.messages), kind: .number),
            Table.Column(title: words(.events), kind: .number),
            Table.Column(title: words(.members), kind: .number),
        ]
    }

    private var allRooms: LongTable {
        LongTable(
            id: "room-list", words: words, title: words(.allRooms), file: PlanReport.File.rooms,
            columns: roomColumns, total: report.rooms.total,
            rows: report.rooms.first.map { Table.Row(cells: cells($0)) })
    }

    private func row(_ room: Store.RoomLine, largest: Int) -> Table.Row {
        let bar = ShareBar(
            parts: [(room.messages, .whole)], whole: largest, label: figures.count(room.messages))
        return Table.Row(cells: cells(room) + [bar.html])
    }

    private func cells(_ room: Store.RoomLine) -> [HTML] {
        let name: HTML =
            room.name.isEmpty ? "<code>\(PageText.key(room.key))</code>" : PageText.name(room.name)
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
