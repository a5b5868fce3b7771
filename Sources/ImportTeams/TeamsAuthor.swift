// SPDX-License-Identifier: Apache-2.0
internal import FerryJSON
internal import FerryModel

/// Who wrote a message.
struct TeamsAuthor {
    let identity: TeamsIdentity
    /// Whether the message does not say who wrote it.
    let isUnstated: Bool

    /// Finds the author: whoever it is from, else who made happen what it reports, else Teams itself.
    init(_ message: JSONElement, isEvent: Bool) {
        let detail = message.object(.eventDetail)
        let stated =
            TeamsIdentity(set: message.object(.from)) ?? Self.salvaged(message)
            ?? TeamsIdentity(set: detail?.object(.initiator))
            ?? TeamsIdentity(set: detail?.object(.meetingOrganizer))
        identity = stated ?? .system
        isUnstated = stated == nil && !isEvent
    }

    /// What PowerShell left of a user below its depth: `@{id=8ea0…; displayName=Robin Kline; …}`.
    private static func salvaged(_ message: JSONElement) -> TeamsIdentity? {
        let text = message[.from]?.string ?? message.object(.from)?[.user]?.string ?? ""
        let inner = text.firstRange(of: "user=@{").map { String(text[$0.lowerBound...].dropFirst(5)) } ?? text
        return TeamsIdentity(cutOff: inner)
    }
}
