// SPDX-License-Identifier: Apache-2.0
internal import FerryJSON

/// What an element of a JSON file is, by what it holds and not by the name of the file.
enum TeamsElement {
    /// An answer of Graph with elements of its own under `value`.
    case page
    case message
    case chat
    case channel
    case team
    case member
    case user
    case pinned
    /// A calendar entry.
    case meeting
    case app
    /// What a tool put together: a chat or channel beside its messages.
    case bundle
    /// An error that Graph answered instead of data.
    case failure
    case unknown

    init(_ element: JSONElement, _ scope: TeamsScope) {
        self = Self.kind(element, scope)
    }

    private static func kind(_ element: JSONElement, _ scope: TeamsScope) -> TeamsElement {
        guard element.kind == .object else { return .unknown }
        let id = element.text(.id)
        if id == nil, let value = element[.value], value.kind == .array { return .page }
        if scope.collection == "pinnedmessages" || element.type == "pinnedchatmessageinfo" { return .pinned }
        if let message = element.object(.message), element[.messageType] == nil, isMessage(message) {
            return .pinned
        }
        if element[.attendees] != nil || (element[.organizer] != nil && element[.start] != nil) {
            return .meeting
        }
        if isMessage(element) { return .message }
        if element.text(.chatType) != nil { return .chat }
        if element.text(.membershipType) != nil { return .channel }
        if element.text(.groupsId) != nil { return .team }
        if isMember(element, scope) { return .member }
        if let id, id.contains("@thread.") || id.contains("@unq.") {
            return id.hasSuffix("@thread.tacv2") || id.hasSuffix("@thread.skype") ? .channel : .chat
        }
        if element[.teamsApp] != nil || scope.collection == "installedapps" { return .app }
        if isTeam(element, scope) { return .team }
        if id != nil, isUser(element, scope) { return .user }
        if element[.messages]?.kind == .array { return .bundle }
        if let error = element[.error], error[.code] != nil { return .failure }
        return .unknown
    }

    /// Whether an element is a message, and of Teams: other systems' messages have other ids of their place.
    static func isMessage(_ element: JSONElement) -> Bool {
        let hasPlace = element[.chatId] != nil || element[.channelIdentity] != nil
        let hasText = element[.body] != nil || element[.messageType] != nil || element[.eventDetail] != nil
        return hasText && (hasPlace || element[.messageType] != nil || element[.createdDateTime] != nil)
    }

    private static func isMember(_ element: JSONElement, _ scope: TeamsScope) -> Bool {
        if element.type.hasSuffix("conversationmember") { return true }
        if element[.userId] != nil, element[.roles] != nil || element[.userName] != nil { return true }
        return scope.collection == "members" && (element.text(.id) ?? element.text(.userId)) != nil
    }

    private static func isTeam(_ element: JSONElement, _ scope: TeamsScope) -> Bool {
        guard let id = element.text(.id), TeamsIdentity.isDirectoryId(id) else { return false }
        let fields: [TeamsField] = [
            .memberSettings, .internalId, .isArchived, .groupTypes, .resourceProvisioningOptions,
        ]
        return fields.contains { element[$0] != nil }
            || ["teams", "joinedteams", "allteams", "groups"].contains(scope.collection)
    }

    private static func isUser(_ element: JSONElement, _ scope: TeamsScope) -> Bool {
        [.userPrincipalName, .mail, .userType].contains { (field: TeamsField) in element[field] != nil }
            || scope.collection == "users"
    }
}
