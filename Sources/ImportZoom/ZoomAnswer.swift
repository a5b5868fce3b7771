// SPDX-License-Identifier: Apache-2.0
internal import FerryImport
internal import FerryJSON

/// What a value of a saved answer is.
enum ZoomAnswer: Hashable {
    case session
    case channel
    case member
    case user
    case message
    case activity
    case pin
    case emoji
    case meeting
    case unknown

    /// The arrays of answers, those that describe before those that hold messages.
    static let lists = [
        "sessions", "channels", "members", "admins", "users", "emojis", "meetings", "messages",
        "edited_messages",
        "deleted_messages", "channel_activity_logs",
    ]

    /// Whether a value is an answer with one of these arrays.
    static func isPage(_ value: JSONElement) -> Bool { lists.contains { value.isArray($0) } }

    /// Finds out what a value is, by the array it stands in, else by its members.
    init(_ element: JSONElement, _ list: String?) {
        switch list {
        case "sessions": self = Self.isSession(element) ? .session : .unknown
        case "channels": self = .channel
        case "members", "admins": self = .member
        case "users": self = .user
        case "emojis": self = .emoji
        case "meetings": self = .meeting
        case "channel_activity_logs": self = .activity
        case "messages" where element["pinned_time"] != nil || element["currently_pinned"] != nil: self = .pin
        case "messages", "edited_messages", "deleted_messages":
            self = Self.isMessage(element) ? .message : .unknown
        default: self = Self.alone(element)
        }
    }

    private static func alone(_ element: JSONElement) -> ZoomAnswer {
        if isMessage(element) { return .message }
        if isSession(element) { return .session }
        if element["activity_type"] != nil, element["activity_timestamp"] != nil { return .activity }
        if element.text("uuid") != nil, element["start_time"] != nil { return .meeting }
        if element["jid"] != nil, element["type"]?.int64 != nil, element["name"] != nil { return .channel }
        if element.text("email") != nil, element["first_name"] != nil || element["display_name"] != nil {
            return element["role"] != nil || element["member_id"] != nil ? .member : .user
        }
        return .unknown
    }

    /// Whether it is a message of the chat.
    static func isMessage(_ element: JSONElement) -> Bool {
        let isSaid =
            element["message"] != nil || element["files"] != nil || element["bot_message"] != nil
            || element["file_id"] != nil
        let isDated = element["date_time"] != nil || element["timestamp"] != nil
        return isSaid && isDated
            && (element["sender"] != nil || element["sender_member_id"] != nil
                || element["sender_display_name"] != nil
                || element["send_member_id"] != nil)
    }

    private static func isSession(_ element: JSONElement) -> Bool {
        guard let type = element.text("type") else { return false }
        return ["Group", "1:1"].contains(type) || element["last_message_sent_time"] != nil
    }

    /// Whether a value is surely Zoom's, for telling it from the answers of other systems.
    static func isZoom(_ value: JSONElement) -> Bool {
        if ZoomArchivedChat.isChat(value) { return true }
        guard isPage(value) else {
            let kind = ZoomAnswer(value, nil)
            return [.message, .session, .activity, .channel].contains(kind)
        }
        return lists.contains { list in
            guard let first = value[list]?.elements.first else { return false }
            return ZoomAnswer(first, list).isSurelyZoom(first)
        }
    }

    /// Whether an element of an answer's array is surely Zoom's: other systems have channels and members too.
    func isSurelyZoom(_ element: JSONElement) -> Bool {
        switch self {
        case .message, .session: true
        case .activity: element["activity_timestamp"] != nil
        case .channel: element["jid"] != nil || element["channel_settings"] != nil
        case .meeting:
            element["uuid"] != nil && (element["recording_files"] != nil || element["archive_files"] != nil)
        default: false
        }
    }
}
