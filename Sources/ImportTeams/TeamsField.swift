// SPDX-License-Identifier: Apache-2.0
internal import FerryJSON

/// A key of Teams' JSON in both ways of writing it: as Microsoft Graph does, and as the admin centre's export.
struct TeamsField: Hashable {
    /// As Graph writes it, `createdDateTime`.
    let camel: String
    /// As the export writes it, `CreatedDateTime`.
    let pascal: String

    init(_ camel: String) {
        self.camel = camel
        pascal = camel.prefix(1).uppercased() + camel.dropFirst()
    }
}

extension TeamsField {
    static let id = TeamsField("id")
    static let name = TeamsField("name")
    static let displayName = TeamsField("displayName")
    static let value = TeamsField("value")

    // Messages
    static let body = TeamsField("body")
    static let content = TeamsField("content")
    static let contentType = TeamsField("contentType")
    static let contentUrl = TeamsField("contentUrl")
    static let thumbnailUrl = TeamsField("thumbnailUrl")
    static let messageType = TeamsField("messageType")
    static let createdDateTime = TeamsField("createdDateTime")
    static let lastModifiedDateTime = TeamsField("lastModifiedDateTime")
    static let lastEditedDateTime = TeamsField("lastEditedDateTime")
    static let deletedDateTime = TeamsField("deletedDateTime")
    static let subject = TeamsField("subject")
    static let summary = TeamsField("summary")
    static let importance = TeamsField("importance")
    static let replyToId = TeamsField("replyToId")
    static let replies = TeamsField("replies")
    static let messages = TeamsField("messages")
    static let webUrl = TeamsField("webUrl")
    static let chatId = TeamsField("chatId")
    static let channelIdentity = TeamsField("channelIdentity")
    static let channelId = TeamsField("channelId")
    static let teamId = TeamsField("teamId")
    static let from = TeamsField("from")
    static let attachments = TeamsField("attachments")
    static let mentions = TeamsField("mentions")
    static let mentioned = TeamsField("mentioned")
    static let mentionText = TeamsField("mentionText")
    static let reactions = TeamsField("reactions")
    static let reactionType = TeamsField("reactionType")
    static let reactionContentUrl = TeamsField("reactionContentUrl")
    static let policyViolation = TeamsField("policyViolation")
    static let dlpAction = TeamsField("dlpAction")
    static let eventDetail = TeamsField("eventDetail")

    // Whoever does something
    static let user = TeamsField("user")
    static let application = TeamsField("application")
    static let device = TeamsField("device")
    static let conversation = TeamsField("conversation")
    static let conversationIdentityType = TeamsField("conversationIdentityType")
    static let tag = TeamsField("tag")
    static let phone = TeamsField("phone")
    static let guest = TeamsField("guest")
    static let userIdentityType = TeamsField("userIdentityType")
    static let tenantId = TeamsField("tenantId")

    // People
    static let userPrincipalName = TeamsField("userPrincipalName")
    static let mail = TeamsField("mail")
    static let otherMails = TeamsField("otherMails")
    static let proxyAddresses = TeamsField("proxyAddresses")
    static let userType = TeamsField("userType")
    static let accountEnabled = TeamsField("accountEnabled")
    static let userId = TeamsField("userId")
    static let userName = TeamsField("userName")
    static let email = TeamsField("email")
    static let roles = TeamsField("roles")
    static let visibleHistoryStartDateTime = TeamsField("visibleHistoryStartDateTime")

    // Chats, channels, teams
    static let chatType = TeamsField("chatType")
    static let topic = TeamsField("topic")
    static let members = TeamsField("members")
    static let membershipType = TeamsField("membershipType")
    static let description = TeamsField("description")
    static let isArchived = TeamsField("isArchived")
    static let groupsId = TeamsField("groupsId")
    static let memberSettings = TeamsField("memberSettings")
    static let internalId = TeamsField("internalId")
    static let groupTypes = TeamsField("groupTypes")
    static let resourceProvisioningOptions = TeamsField("resourceProvisioningOptions")
    static let visibility = TeamsField("visibility")
    static let onlineMeetingInfo = TeamsField("onlineMeetingInfo")
    static let attendees = TeamsField("attendees")
    static let organizer = TeamsField("organizer")
    static let message = TeamsField("message")
    static let teamsApp = TeamsField("teamsApp")

    // What happened
    static let initiator = TeamsField("initiator")
    static let channelDisplayName = TeamsField("channelDisplayName")
    static let channelDescription = TeamsField("channelDescription")
    static let chatDisplayName = TeamsField("chatDisplayName")
    static let teamDisplayName = TeamsField("teamDisplayName")
    static let teamDescription = TeamsField("teamDescription")
    static let teamsAppDisplayName = TeamsField("teamsAppDisplayName")
    static let conversationMemberRoles = TeamsField("conversationMemberRoles")
    static let conversationMemberUser = TeamsField("conversationMemberUser")
    static let meetingChatEnabled = TeamsField("meetingChatEnabled")
    static let callEventType = TeamsField("callEventType")
    static let callDuration = TeamsField("callDuration")
    static let callParticipants = TeamsField("callParticipants")
    static let participant = TeamsField("participant")
    static let callRecordingDisplayName = TeamsField("callRecordingDisplayName")
    static let callRecordingUrl = TeamsField("callRecordingUrl")
    static let callRecordingDuration = TeamsField("callRecordingDuration")
    static let callRecordingStatus = TeamsField("callRecordingStatus")
    static let meetingOrganizer = TeamsField("meetingOrganizer")
}
