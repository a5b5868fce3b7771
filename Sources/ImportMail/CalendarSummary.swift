// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// What an invitation says, in words (RFC 5545, RFC 5546).
struct CalendarSummary {
    /// The words, as a paragraph.
    let blocks: [RichText.Block]

    /// Reads the first event of a calendar; `nil` when there is none.
    init?(_ text: String) {
        let lines = Self.unfolded(text)
        let method = lines.first { $0.name == "METHOD" }?.value.uppercased() ?? ""
        guard
            let start = lines.firstIndex(where: {
                $0.name == "BEGIN" && ["VEVENT", "VTODO"].contains($0.value.uppercased())
            })
        else { return nil }
        let end = lines[start...].firstIndex {
            $0.name == "END" && ["VEVENT", "VTODO", "VALARM"].contains($0.value.uppercased())
        }
        let event = lines[start..<(end ?? lines.endIndex)]
        func value(_ name: String) -> Line? { event.first { $0.name == name } }

        let title = value("SUMMARY").map { Self.unescaped($0.value) } ?? ""
        var inlines: [RichText.Inline] = [
            .strong([.text(Self.words(method) + (title.isEmpty ? "" : ": " + title))])
        ]
        func add(_ label: String, _ text: String?) {
            guard let text, !text.isEmpty else { return }
            inlines += [.lineBreak, .text(label + ": " + text)]
        }
        add("When", Self.time(value("DTSTART"), value("DTEND")))
        add("Repeats", value("RRULE").map { Self.rule($0.value) })
        add("Where", value("LOCATION").map { Self.unescaped($0.value) })
        add("Organiser", value("ORGANIZER").map { Self.person($0) })
        let invited = event.count { $0.name == "ATTENDEE" }
        if invited > 1 { add("Invited", "\(invited)") }
        if method == "REPLY", let answer = value("ATTENDEE")?.parameters["PARTSTAT"] {
            add("Answer", answer.lowercased())
        }
        blocks = [.paragraph(inlines)]
    }

    private struct Line {
        let name: String
        let parameters: [String: String]
        let value: String
    }

    private static func unfolded(_ text: String) -> [Line] {
        var raw: [String] = []
        for line in text.split(separator: "\n", maxSplits: 20_000) {
            let line = line.last == "\r" ? line.dropLast() : line
            if line.first == " " || line.first == "\t", let last = raw.last {
                raw[raw.count - 1] = last + line.dropFirst()
            } else {
                raw.append(String(line))
            }
        }
        return raw.compactMap { parsed($0) }
    }

    private static func parsed(_ line: String) -> Line? {
        var isQuoted = false
        guard
            let colon = line.firstIndex(where: { character in
                if character == "\"" { isQuoted.toggle() }
                return character == ":" && !isQuoted
            })
        else { return nil }
        let parts = line[..<colon].split(separator: ";")
        guard let name = parts.first else { return nil }
        var parameters: [String: String] = [:]
        for part in parts.dropFirst() {
            let pair = part.split(separator: "=", maxSplits: 1)
            if pair.count == 2 { parameters[pair[0].uppercased()] = pair[1].filter { $0 != "\"" } }
        }
        return Line(
            name: name.uppercased(), parameters: parameters, value: String(line[line.index(after: colon)...]))
    }

    private static func words(_ method: String) -> String {
        switch method {
        case "REQUEST", "PUBLISH", "": "Invitation"
        case "CANCEL": "Cancelled"
        case "REPLY": "Answer to an invitation"
        case "COUNTER": "Other time proposed"
        default: "Calendar"
        }
    }

    private static func time(_ start: Line?, _ end: Line?) -> String? {
        guard let start, let from = moment(start.value) else { return nil }
        let zone =
            start.value.hasSuffix("Z") ? " UTC" : start.parameters["TZID"].map { " (" + $0 + ")" } ?? ""
        guard let end, let to = moment(end.value), to.time != nil || to.day != from.day else {
            return from.text + zone
        }
        return from.text + " – " + (to.day == from.day ? to.time ?? "" : to.text) + zone
    }

    // `20261123T140000Z`, `20261123`.
    private static func moment(_ value: String) -> (day: String, time: String?, text: String)? {
        let digits = Array(value.filter { $0.isNumber })
        guard digits.count >= 8 else { return nil }
        let day = String(digits[0..<4]) + "-" + String(digits[4..<6]) + "-" + String(digits[6..<8])
        guard digits.count >= 12 else { return (day, nil, day) }
        let time = String(digits[8..<10]) + ":" + String(digits[10..<12])
        return (day, time, day + " " + time)
    }

    private static func rule(_ value: String) -> String {
        let frequency =
            value.split(separator: ";").first { $0.hasPrefix("FREQ=") }?.dropFirst(5).lowercased() ?? ""
        return frequency.isEmpty ? value : frequency
    }

    private static func person(_ line: Line) -> String {
        let address =
            line.value.lowercased().hasPrefix("mailto:") ? String(line.value.dropFirst(7)) : line.value
        return line.parameters["CN"].map { $0 == address ? address : "\($0) <\(address)>" } ?? address
    }

    private static func unescaped(_ text: String) -> String {
        var result = ""
        var isEscaped = false
        for character in text {
            if isEscaped {
                result.append(character == "n" || character == "N" ? " " : character)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else {
                result.append(character)
            }
        }
        return result
    }
}
