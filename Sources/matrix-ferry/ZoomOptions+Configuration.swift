// SPDX-License-Identifier: Apache-2.0
import FerryModel
import ImportZoom

extension ZoomOptions {
    /// What the configuration says about reading Zoom archives.
    ///
    /// - Throws: `Failure.configuration` for a value that is none.
    init(_ configuration: Configuration) throws {
        self.init()
        account = configuration.text(.zoomAccount) ?? ""
        timeZone = try configuration.text(.zoomTimeZone).map { try ZoneRules(named: $0) }
        if let text = configuration.text(.zoomMeetingDate) {
            guard let date = MeetingDate(text) else {
                throw configuration.failure(
                    .zoomMeetingDate, "is no date such as 2026-09-15 or 2026-09-15 14:30", "correct it")
            }
            meetingDate = date
        }
        dateOrder = try configuration.choice(.zoomDateOrder, default: .automatic)
        privateMessages = try configuration.flag(.zoomPrivateMessages, default: false)
        transcripts = try configuration.flag(.zoomTranscripts, default: true)
        meetingRooms = try configuration.choice(.zoomMeetingRooms, default: .series)
        joinNames = try configuration.flag(.zoomJoinNames, default: false)
        savedBy = configuration.text(.zoomSavedBy) ?? ""
        for column in ZoomColumn.allCases {
            guard let key = Configuration.Key(rawValue: "zoom.columns." + column.rawValue) else { continue }
            columns[column] = configuration.text(key)
        }
    }
}
