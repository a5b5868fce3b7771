// SPDX-License-Identifier: Apache-2.0

/// What the administrator decides about reading Zoom archives.
public struct ZoomOptions: Hashable, Sendable {
    /// How meetings become rooms.
    public enum MeetingRooms: String, Hashable, Sendable, CaseIterable {
        /// Meetings with the same number and topic share a room.
        case series
        /// Every meeting has its own.
        case each
    }

    /// In which order a date written with slashes names day and month.
    public enum DateOrder: String, Hashable, Sendable, CaseIterable {
        /// As the dates of the file tell, else the month first, as Zoom writes it.
        case automatic
        case monthFirst = "month-first"
        case dayFirst = "day-first"
    }

    /// The name of the Zoom account, told apart from other accounts of the same migration by it.
    public var account = ""
    /// The zone of times that name none; `nil` for UTC, which is then stated.
    public var timeZone: ZoneRules?
    /// The day, and perhaps the time, of meetings whose files do not say it.
    public var meetingDate: MeetingDate?
    /// The order of dates with slashes.
    public var dateOrder = DateOrder.automatic
    /// The name or mail address of whoever saved the meeting chats, who is “Me” in them; empty when it is not known.
    public var savedBy = ""
    /// Whether private messages of meetings are carried, in rooms of their own.
    public var privateMessages = false
    /// Whether transcripts of what was said are carried, as a thread.
    public var transcripts = true
    /// How meetings become rooms.
    public var meetingRooms = MeetingRooms.series
    /// Whether the same display name without an address is the same person in all meetings.
    public var joinNames = false
    /// The headings of the administrator's own table, by what stands under them.
    public var columns: [ZoomColumn: String] = [:]

    /// Decides nothing.
    public init() {}
}
