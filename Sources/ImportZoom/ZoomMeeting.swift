// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// Which meeting a file is of and when it began, by the names Zoom gives to folders and files:
/// `2026-09-15 14.30.12 Topic 81234567890/meeting_saved_chat.txt`, `GMT20260915-143012_RecordingnewChat.txt`.
struct ZoomMeeting {
    /// When it began, as far as the names or the options say.
    var date: MeetingDate?
    /// Its topic, empty when no name says it.
    var topic = ""
    /// Its number, `nil` when no name says it.
    var number: String?
    /// What else tells it apart where neither topic nor number does.
    var fallback = ""

    init() {}

    /// Reads the names of a file and of the folders around it, the innermost last.
    init(names: [String], options: ZoomOptions) {
        for (depth, name) in names.reversed().enumerated() {
            let found = depth == 0 ? Self.withoutEnding(name) : name
            if let (date, rest) = MeetingDate.leadingGMT(found) {
                self.date = self.date ?? date
                fallback = fallback.isEmpty ? String(found.prefix(18)) : fallback
                if depth > 0 { takeTopic(rest) }
            } else if let (date, rest) = MeetingDate.leading(found) {
                // A folder knows the time of day, a file in it perhaps only the day.
                if self.date == nil || (self.date?.second == nil && date.second != nil) { self.date = date }
                takeTopic(rest)
            } else if depth == 1, topic.isEmpty, number == nil {
                takeTopic(found[...])
            }
        }
        if date == nil { date = options.meetingDate }
        if fallback.isEmpty { fallback = names.suffix(2).joined(separator: "/") }
    }

    private mutating func takeTopic(_ text: Substring) {
        guard topic.isEmpty else { return }
        var words = text.split(whereSeparator: { $0 == " " || $0 == "_" })
        if let last = words.last, (9...12).contains(last.utf8.count),
            last.utf8.allSatisfy({ (48...57).contains($0) })
        {
            number = number ?? String(last)
            words.removeLast()
        }
        topic = words.joined(separator: " ")
    }

    /// The same meeting with its start as the clocks of a zone showed it.
    func local(_ zone: ZoneRules) -> ZoomMeeting {
        guard let date, date.isUTC else { return self }
        var meeting = self
        let utc = date.day * 86_400 + (date.second ?? 0)
        let wall = utc + zone.offset(atUTC: utc)
        let day = wall >= 0 ? wall / 86_400 : 0
        meeting.date = MeetingDate(day: day, second: date.second == nil ? nil : wall - day * 86_400)
        return meeting
    }

    /// The id of the room it becomes.
    func room(_ options: ZoomOptions) -> String {
        let title = topic.lowercased()
        var id = [number, title.isEmpty ? nil : title].compactMap { $0 }.joined(separator: "/")
        if id.isEmpty { id = fallback }
        // A personal room is used for meetings that have nothing to do with each other.
        if options.meetingRooms == .each || Self.isPersonal(title), let date { id += "/\(date.day)" }
        return "meeting/" + id
    }

    /// The name of that room.
    func name(_ options: ZoomOptions) -> String {
        let day = date.map { String(Timestamp(seconds: $0.day * 86_400).utcText.prefix { $0 != " " }) }
        guard !topic.isEmpty else {
            return ["Zoom meeting", number ?? day ?? ""].joined(separator: " ").trimmedBlanks
        }
        let isSingle = options.meetingRooms == .each || Self.isPersonal(topic.lowercased())
        return isSingle ? topic + (day.map { ", " + $0 } ?? "") : topic
    }

    private static func isPersonal(_ topic: String) -> Bool {
        [
            "personal meeting room", "zoom meeting", "zoom-meeting", "persönlicher meetingraum",
            "persönlicher meeting-raum", "salle de réunion personnelle", "réunion zoom", "reunión de zoom",
            "sala personal de reuniones",
        ].contains { topic.contains($0) }
    }

    private static func withoutEnding(_ name: String) -> String {
        guard let dot = name.lastIndex(of: "."), name[dot...].utf8.count <= 5,
            !name[dot...].dropFirst().allSatisfy(\.isNumber)
        else { return name }
        return String(name[..<dot])
    }
}
