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
    /// What tells it apart where neither topic nor number does.
    var fallback = ""
    /// The name of a folder without a date, which only serves to name the room.
    private var folder = ""

    init() {}

    /// Reads the names of a file and of the folders around it.
    ///
    /// - Parameters:
    ///   - outer: the names of the archive and of the folder it lies in: what they say without a date is the
    ///     administrator's and not Zoom's.
    ///   - inner: the names inside the archive, the innermost last.
    init(outer: [String], inner: [String], options: ZoomOptions) {
        for (depth, name) in inner.reversed().enumerated() {
            read(depth == 0 ? Self.withoutEnding(name) : name)
            if depth == 1, date == nil || fallback.hasPrefix("GMT") { folder = name }
        }
        for name in outer.reversed() where fallback.isEmpty { read(name) }
        if date == nil { date = options.meetingDate }
        if fallback.isEmpty { fallback = inner.suffix(2).joined(separator: "/") }
    }

    private mutating func read(_ name: String) {
        if let (date, _) = MeetingDate.leadingGMT(name) {
            self.date = self.date ?? date
            if fallback.isEmpty { fallback = String(name.prefix(18)) }
        } else if let (date, rest) = MeetingDate.leading(name) {
            // A folder knows the time of day, a file in it perhaps only the day.
            if self.date == nil || (self.date?.second == nil && date.second != nil) { self.date = date }
            takeTopic(rest)
        }
    }

    private mutating func takeTopic(_ text: Substring) {
        guard topic.isEmpty, number == nil else { return }
        var words = text.split { $0 == " " || $0 == "_" }
        if let last = words.last, (9...12).contains(last.utf8.count),
            last.utf8.allSatisfy({ (48...57).contains($0) })
        {
            number = String(last)
            words.removeLast()
        }
        topic = words.joined(separator: " ")
    }

    /// The same meeting with its start as the clocks of a zone showed it.
    func local(_ zone: ZoneRules) -> ZoomMeeting {
        guard let date, date.isUTC else { return self }
        var meeting = self
        let utc = date.day * 86_400 + (date.second ?? 0)
        let wall = max(0, utc + zone.offset(atUTC: utc))
        meeting.date = MeetingDate(day: wall / 86_400, second: date.second == nil ? nil : wall % 86_400)
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
            return ([folder.isEmpty ? "Zoom meeting" : folder, number ?? day ?? ""]).joined(separator: " ")
                .trimmedBlanks
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
