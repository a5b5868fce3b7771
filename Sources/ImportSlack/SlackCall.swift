// SPDX-License-Identifier: Apache-2.0
internal import FerryImport
internal import FerryJSON
internal import FerryModel
internal import FerryText

/// A huddle or call: when it took place and who was there.
enum SlackCall {
    /// A line of each, as far as the message states them.
    static func blocks(_ message: JSONElement, _ references: SlackReferences) -> [RichText.Block] {
        guard let room = message["room"], room.kind == .object else { return [] }
        var lines: [[RichText.Inline]] = []
        if let name = room.text("name") { lines.append([.text(SlackSecrets.stripped(name))]) }
        let start = room.moment("date_start")
        let end = room.moment("date_end")
        if let start {
            let until = end.map { " – " + text($0) } ?? ""
            lines.append([.text(text(start) + until)])
        }
        let stated = room.texts("participant_history")
        let people = stated.isEmpty ? room.texts("participants") : stated
        if !people.isEmpty {
            let mentions = people.map { id in
                [RichText.Inline.mention(references.person(id), label: references.personName(id) ?? id)]
            }
            lines.append(Array(mentions.joined(separator: [.text(", ")])))
        }
        let inlines = Array(lines.joined(separator: [.lineBreak]))
        return inlines.isEmpty ? [] : [.paragraph(inlines)]
    }

    private static func text(_ moment: Timestamp) -> String {
        SlackDate.text(seconds: moment.milliseconds / 1000, format: "{date_num} {time}", fallback: nil)
    }
}
