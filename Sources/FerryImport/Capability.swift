// SPDX-License-Identifier: Apache-2.0

/// What a layout of archive can hold, or never holds; the raw values are the words of the reports.
public enum Capability: String, Hashable, Sendable, CaseIterable {
    case files
    case threads
    case replies
    case reactions
    case edits
    case deletions
    case pins
    case mentions
    case formatting
    case memberships = "membership history"
    case roster = "members"
    case addresses = "mail addresses"
    case privateChannels = "private channels"
    case directMessages = "direct messages"
    /// What the exporting person could not see.
    case othersConversations = "conversations that the exporting person is not in"
}
