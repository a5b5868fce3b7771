// SPDX-License-Identifier: Apache-2.0
internal import FerryJSON
internal import FerryModel

/// Reads the details of one event.
struct TeamsEventReader {
    private let detail: JSONElement
    private let room: String
    private let context: TeamsContext
    private(set) var joined: [String] = []
    private(set) var left: [String] = []
    private(set) var role: (person: String, role: Membership.Role)?

    init(_ detail: JSONElement, room: String, context: TeamsContext) {
        self.detail = detail
        self.room = room
        self.context = context
    }

    typealias Outcome = (Message.Kind, RichText)

    /// The message of an event, by the name of its kind.
    mutating func read(_ name: String) -> Outcome {
        if name.hasPrefix("members") { return members(name) }
        if name.hasPrefix("call") { return call(name) }
        if name.hasPrefix("channel") { return channel(name) }
        if name.hasPrefix("team") { return team(name) }
        switch name {
        case "chatrenamed":
            let title = detail.text(.chatDisplayName) ?? ""
            return (.system(.named(title)), Self.line("Chat renamed", title))
        case "conversationmemberroleupdated": return role(name)
        case "meetingpolicyupdated":
            let isOn = detail.isTrue(.meetingChatEnabled)
            return other(name, isOn ? "Meeting chat switched on" : "Meeting chat switched off")
        case "messagepinned": return other(name, "Message pinned")
        case "messageunpinned": return other(name, "Message unpinned")
        case "tabupdated": return other(name, "Tab changed")
        default: return other(name, name)
        }
    }

    // MARK: People

    private mutating func members(_ name: String) -> Outcome {
        let identities = detail.objects(.members).compactMap { member in
            // Members that are apps stand in an identity set.
            TeamsIdentity(set: member) ?? TeamsIdentity(user: member)
        }
        let people = identities.filter { $0.role != .bot }
        identities.forEach { context.people.note($0) }
        let isJoin = name == "membersadded" || name == "membersjoined"
        if isJoin { joined = people.map(\.id) } else { left = people.map(\.id) }
        let initiator = TeamsIdentity(set: detail.object(.initiator)).map { context.person($0) }
        let words = [
            "membersadded": "Added", "membersjoined": "Joined", "membersdeleted": "Removed",
            "membersleft": "Left",
        ]
        let text = RichText([.paragraph([.text((words[name] ?? name) + ": ")] + Self.mentions(identities))])
        guard identities.count == 1, people.count == 1 else { return (.system(.other(name)), text) }
        let person = TeamsKeys.person(people[0].id)
        let other = initiator == person ? nil : initiator
        return (.system(isJoin ? .joined(person, by: other) : .left(person, by: other)), text)
    }

    private static func mentions(_ identities: [TeamsIdentity]) -> [RichText.Inline] {
        Array(
            identities.map { identity in
                [RichText.Inline.mention(TeamsKeys.person(identity.id), label: identity.name)]
            }.joined(separator: [.text(", ")]))
    }

    private mutating func role(_ name: String) -> Outcome {
        let roles = detail.texts(.conversationMemberRoles).joined(separator: ", ")
        let identity = detail.object(.conversationMemberUser).flatMap { TeamsIdentity(user: $0) }
        if let identity {
            context.people.note(identity)
            role = (identity.id, roles.lowercased().contains("owner") ? .owner : .member)
        }
        let who = identity.map { Self.mentions([$0]) } ?? []
        let text =
            [.text("Role changed: ")] + who + [
                .text(roles.isEmpty ? " (member)" : " (\(roles.lowercased()))")
            ]
        return (.system(.other(name)), RichText([.paragraph(text)]))
    }

    // MARK: Calls

    private func call(_ name: String) -> Outcome {
        let isMeeting = detail.text(.callEventType)?.lowercased() == "meeting"
        switch name {
        case "callstarted":
            return (.call, RichText(plain: isMeeting ? "Meeting started" : "Call started"))
        case "callended":
            var line: [RichText.Inline] = [.text(isMeeting ? "Meeting ended" : "Call ended")]
            if let duration = TeamsDuration.shown(detail.text(.callDuration)) {
                line.append(.text(" · " + duration))
            }
            let people = detail.objects(.callParticipants).compactMap {
                TeamsIdentity(set: $0.object(.participant))
            }
            people.forEach { context.people.note($0) }
            if !people.isEmpty { line += [.lineBreak] + Self.mentions(people) }
            return (.call, RichText([.paragraph(line)]))
        case "callrecording": return recording(name)
        case "calltranscript": return other(name, "Transcript available")
        default: return other(name, name)
        }
    }

    private func recording(_ name: String) -> Outcome {
        let title = detail.text(.callRecordingDisplayName) ?? "Recording"
        guard let url = detail.text(.callRecordingUrl), url.hasPrefix("http") else {
            let status = detail.text(.callRecordingStatus) ?? ""
            return other(name, "Recording" + (status.isEmpty ? "" : " (\(status.lowercased()))"))
        }
        var line: [RichText.Inline] = [.text("Recording: "), .link(url: url, [.text(title)])]
        if let duration = TeamsDuration.shown(detail.text(.callRecordingDuration)) {
            line.append(.text(" · " + duration))
        }
        return (.system(.other(name)), RichText([.paragraph(line)]))
    }

    // MARK: Channels and teams

    private func channel(_ name: String) -> Outcome {
        let id = detail.text(.channelId)
        let title = detail.text(.channelDisplayName) ?? ""
        switch name {
        case "channelrenamed" where id == room:
            return (.system(.named(title)), Self.line("Channel renamed", title))
        case "channeldescriptionupdated" where id == room:
            let topic = detail.text(.channelDescription) ?? ""
            return (.system(.topic(topic)), Self.line("Channel description", topic))
        case "channeldescriptionupdated":
            return (
                .system(.other(name)),
                Self.line("Channel description", detail.text(.channelDescription) ?? "")
            )
        case "channelsetasfavoritebydefault": return other(name, "Channel shown to all members")
        case "channelunsetasfavoritebydefault": return other(name, "Channel no longer shown to all members")
        default: break
        }
        let words = [
            "channeladded": "Channel added", "channeldeleted": "Channel deleted",
            "channelrenamed": "Channel renamed",
        ]
        guard let word = words[name] else { return other(name, name) }
        let link: [RichText.Inline] =
            id.map { [.channelLink(TeamsKeys.channel($0), label: title.isEmpty ? $0 : title)] } ?? [
                .text(title)
            ]
        return (.system(.other(name)), RichText([.paragraph([.text(word + ": ")] + link)]))
    }

    private func team(_ name: String) -> Outcome {
        switch name {
        case "teamarchived": return (.system(.archived), RichText(plain: "Team archived"))
        case "teamunarchived": return (.system(.unarchived), RichText(plain: "Team opened again"))
        case "teamcreated":
            return (.system(.other(name)), Self.line("Team created", detail.text(.teamDisplayName) ?? ""))
        case "teamrenamed":
            return (.system(.other(name)), Self.line("Team renamed", detail.text(.teamDisplayName) ?? ""))
        case "teamdescriptionupdated":
            return (.system(.other(name)), Self.line("Team description", detail.text(.teamDescription) ?? ""))
        case "teamjoiningenabled": return other(name, "Joining the team by link or code switched on")
        case "teamjoiningdisabled": return other(name, "Joining the team by link or code switched off")
        case "teamsappinstalled", "teamsappremoved", "teamsappupgraded":
            let words = ["teamsappinstalled": "App added", "teamsappremoved": "App removed"]
            return (
                .system(.other(name)),
                Self.line(words[name] ?? "App updated", detail.text(.teamsAppDisplayName) ?? "")
            )
        default: return other(name, name)
        }
    }

    private func other(_ name: String, _ words: String) -> Outcome {
        (.system(.other(name)), RichText(plain: words))
    }

    private static func line(_ words: String, _ value: String) -> RichText {
        RichText(plain: value.isEmpty ? words : words + ": " + value)
    }
}
