// SPDX-License-Identifier: Apache-2.0
internal import FerryJSON

/// A key of Teams' JSON. Microsoft Graph writes `createdDateTime`, the admin centre's export and Graph's PowerShell
/// commands `CreatedDateTime`, other tools whatever they like: the case of letters means nothing.
struct TeamsField: Hashable {
    /// As Graph writes it.
    let key: String

    init(_ key: String) {
        self.key = key
    }
}

extension TeamsField {
    static let id = TeamsField("id")
    static let name = TeamsField("name")
    static let displayName = TeamsField("displayName")
    static let value = TeamsField("value")
    static let odataContext = TeamsField("@odata.context")
    static let odataType = TeamsField("@odata.type")
    /// Where Graph's PowerShell commands put what their classes have no member for.
    static let additionalProperties = TeamsField("additionalProperties")
    static let error = TeamsField("error")
    static let code = TeamsField("code")

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
    static let repliesNextLink = TeamsField("replies@odata.nextLink")
    static let messages = TeamsField("messages")
    static let channels = TeamsField("channels")
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
    static let communicationsUser = TeamsField("azureCommunicationServicesUser")
    static let onPremises = TeamsField("onPremises")
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
    static let role = TeamsField("role")
    static let membersNextLink = TeamsField("members@odata.nextLink")
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
    static let start = TeamsField("start")
    static let message = TeamsField("message")
    static let teamsApp = TeamsField("teamsApp")

    // Inside attachments
    static let messageId = TeamsField("messageId")
    static let messagePreview = TeamsField("messagePreview")
    static let messageSender = TeamsField("messageSender")
    static let originalMessageContent = TeamsField("originalMessageContent")
    static let originalMessageSender = TeamsField("originalMessageSender")
    static let originalSentDateTime = TeamsField("originalSentDateTime")
    static let title = TeamsField("title")
    static let plainText = TeamsField("text")
    static let language = TeamsField("language")
    static let codeSnippetUrl = TeamsField("codeSnippetUrl")
    static let componentUrl = TeamsField("componentUrl")
    static let url = TeamsField("url")
    static let sourceUrl = TeamsField("sourceUrl")

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
