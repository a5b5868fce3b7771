// SPDX-License-Identifier: Apache-2.0
internal import FerryJSON
internal import FerryText

/// Where a message stands: in which channel or chat, of which team, under which id.
struct TeamsAddress {
    /// The channel or chat.
    let room: String
    let team: String?
    let id: String

    /// Finds the address in the message itself, else in its link, else in the place of its file; `nil` when the
    /// message has no id or nothing says where it stands.
    init?(_ message: JSONElement, _ scope: TeamsScope, author: @autoclosure () -> String) {
        guard let id = message.identifier(.id) else { return nil }
        self.id = id
        let identity = message.object(.channelIdentity)
        let cutOff = message[.channelIdentity]?.string
        // Decoding the link of each message would cost more than all the rest of it.
        func link() -> String? { message.text(.webUrl).map { PercentText.decoded($0) } }
        let channel =
            identity?.text(.channelId) ?? cutOff.flatMap { TeamsCutOff.value("channelId", in: $0) }
        guard
            let room = message.text(.chatId) ?? channel ?? link().flatMap(Self.room) ?? scope.channel
                ?? scope.chat
        else { return nil }
        // The chat with oneself has the same id for everybody.
        self.room = room.hasPrefix("48:") ? room + "/" + (scope.holder ?? author()) : room
        let hasChat = message.text(.chatId) != nil
        let stated =
            identity?.text(.teamId) ?? cutOff.flatMap { TeamsCutOff.value("teamId", in: $0) }
            ?? (hasChat ? nil : link().flatMap(Self.team))
        team = !hasChat ? (stated ?? scope.team).map(TeamsIdentity.normal) : nil
    }

    // `https://teams.microsoft.com/l/message/19:…@thread.tacv2/1616…?groupId=…`
    private static func room(_ link: String) -> String? {
        guard let mark = link.firstRange(of: "/message/19:") else { return nil }
        let id = link[link.index(mark.upperBound, offsetBy: -3)...].prefix { $0 != "/" && $0 != "?" }
        return String(id)
    }

    /// The team in a link.
    static func team(_ link: String) -> String? {
        guard let mark = link.firstRange(of: "groupId=") else { return nil }
        let id = String(link[mark.upperBound...].prefix(36))
        return TeamsIdentity.isDirectoryId(id) ? id : nil
    }
}
