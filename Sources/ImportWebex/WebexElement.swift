// SPDX-License-Identifier: Apache-2.0
internal import FerryImport
internal import FerryJSON

/// What an element of a JSON file is, by what it holds and not by the name of the file.
/// Source: https://developer.webex.com/docs/api/v1/messages and the pages beside it
enum WebexElement {
    case message
    case room
    case membership
    case person
    case team
    case organisation
    /// What a compliance officer is told about something that happened.
    case event
    /// The description of a space as webex-teams-archiver writes it.
    case details
    /// The names and sizes of saved files by their addresses.
    case contents
    /// One conversation of webex-archives: messages in an array.
    case conversation
    /// An error that was answered instead of data.
    case failure
    case unknown

    init(_ element: JSONElement) {
        switch element.kind {
        case .array: self = element.elements.isEmpty ? .unknown : .conversation
        case .object: self = Self.kind(element)
        default: self = .unknown
        }
    }

    private static func kind(_ element: JSONElement) -> WebexElement {
        if element.text("resource") != nil, element.text("type") != nil, element.object("data") != nil {
            return .event
        }
        let kind = element.id("id")?.kind ?? ""
        if let found = byKind[kind] { return found }
        if element["isModerator"] != nil || element["isMonitor"] != nil { return .membership }
        // Ids that cannot be read leave the members to tell.
        if isMessage(element) { return .message }
        if element.object("space")?.text("id") != nil { return .details }
        guard kind.isEmpty else { return .unknown }
        if isContents(element) { return .contents }
        if element.text("message") != nil, element.text("trackingId") != nil { return .failure }
        guard element.text("id") != nil else { return .unknown }
        if element["title"] != nil, let type = element.text("type"), type == "group" || type == "direct" {
            return .room
        }
        if element["emails"] != nil { return .person }
        return .unknown
    }

    private static let byKind: [String: WebexElement] = [
        "MESSAGE": .message, "ROOM": .room, "MEMBERSHIP": .membership, "TEAM_MEMBERSHIP": .membership,
        "PEOPLE": .person, "TEAM": .team, "ORGANIZATION": .organisation,
    ]

    private static func isMessage(_ element: JSONElement) -> Bool {
        guard element["created"] != nil, element["isModerator"] == nil else { return false }
        let hasAuthor = element["personId"] != nil || element["personEmail"] != nil
        let isOfWebex = element.text("roomType") != nil || element.id("roomId")?.kind == "ROOM"
        return hasAuthor && isOfWebex
    }

    private static func isContents(_ element: JSONElement) -> Bool {
        guard let first = element.members.first else { return false }
        return first.key.hasPrefix("http") && first.key.contains("/contents/")
            && (first.value.isNull || first.value.kind == .object)
    }
}
