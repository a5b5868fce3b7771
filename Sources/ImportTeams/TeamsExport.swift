// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive
internal import FerryImport
internal import FerryJSON
internal import FerryModel

/// Reads one archive: every element of every file, then what only all of them together say.
final class TeamsExport {
    private let source: TeamsSource
    private let layout: TeamsLayout
    private let context: TeamsContext
    private let messages: TeamsMessageReader
    /// Elements of a file that are not carried, by why; stated once for each file.
    private var leftOut: [String: Int] = [:]

    init(_ archive: Archive, sink: any RecordSink, rooms: TeamsRoomTable = .init()) throws {
        source = TeamsSource(archive: archive, sink: sink)
        layout = TeamsLayout(archive)
        var mapping: [TeamsFileMapping.Line] = []
        for entry in layout.mappings {
            let text = String(decoding: try archive.bytes(of: entry), as: UTF8.self)
            let folder = entry.name.split(separator: "/").dropLast().map { $0 + "/" }.joined()
            mapping += TeamsFileMapping.lines(text, folder: folder)
        }
        let files = TeamsFiles(layout.files, mapping: mapping) {
            // What is wrong with a file is stated where its bytes are taken.
            (try? archive.head(of: $0, count: 16)) ?? []
        }
        context = TeamsContext(files: files, sink: sink, rooms: rooms)
        messages = TeamsMessageReader(context)
    }

    /// Yields everything the archive holds, and calls the body after each element.
    func read(_ finishedElement: () throws -> Void) throws {
        let documents = Set(layout.documents)
        try source.archive.readAllInLists(where: { documents.contains($0) }) {
            [archive = source.archive] files in
            let ahead = WorkAhead(files, sink: context.sink) { entry, findings in
                try TeamsWork.read(entry, in: archive, findings)
            }
            for file in files { try read(file, ahead, finishedElement) }
        }
        try TeamsStubs(context, source).yield(documents)
        try TeamsRooms(context).yield()
        for person in context.people.records(tenant: context.tenant) {
            try context.sink.take(.person(person))
        }
        for entry in context.files.strangers {
            try context.sink.take(
                Loss(
                    code: "teams.entry.unknown", kind: .attachment, state: .notSupported,
                    place: source.place(entry),
                    reason: "no message of the archive names this file"))
        }
    }

    private func read(
        _ entry: ArchiveEntry, _ ahead: WorkAhead<TeamsWork>, _ finishedElement: () throws -> Void
    ) throws {
        leftOut = [:]
        var scope = TeamsScope()
        var place = source.place(entry)
        try ahead.read(entry) { found in
            switch found {
            case .notJSON:
                try context.sink.take(
                    Loss(
                        code: "teams.json.not-json", kind: .message, state: .notSupported, place: place,
                        reason: "the file holds no JSON objects"))
            case .scope(let found): scope = found
            case .element(let element, let kind, let facts, let offset):
                place.offset = offset
                try read(element, kind, facts, scope, at: place)
                try finishedElement()
            }
        }
        for (code, count) in leftOut.sorted(by: { $0.key < $1.key }) {
            try context.sink.take(
                Loss(
                    code: code, kind: code == "teams.app.not-supported" ? .channel : .message,
                    state: code == "teams.graph.error" ? .notInSource : .notSupported,
                    place: source.place(entry),
                    reason: Self.reasons[code] ?? "", count: count))
        }
    }

    private static let reasons = [
        "teams.meeting.not-supported": "calendar entries are not carried",
        "teams.app.not-supported": "lists of installed apps are not carried",
        "teams.graph.error": "the file holds an error that Graph answered instead of data",
        "teams.element.unknown": "elements of the file are nothing this program knows",
    ]

    private func read(_ element: JSONElement, _ scope: TeamsScope, at place: Place) throws {
        try read(element, TeamsElement(element, scope), nil, scope, at: place)
    }

    private func read(
        _ element: JSONElement, _ kind: TeamsElement, _ facts: TeamsMessageFacts?, _ scope: TeamsScope,
        at place: Place
    ) throws {
        switch kind {
        case .page: try readPage(element, scope, at: place)
        case .message: try messages.read(element, scope, facts: facts, at: place)
        case .chat: try readChat(element, scope, at: place)
        case .channel: try readChannel(element, scope, at: place)
        case .team: try readTeam(element, scope, at: place)
        case .member: try readMember(element, scope)
        case .user: TeamsPerson(user: element).map(context.people.add)
        case .pinned: try readPin(element, scope, at: place)
        case .bundle: try readBundle(element, scope, at: place)
        case .meeting: leftOut["teams.meeting.not-supported", default: 0] += 1
        case .app: leftOut["teams.app.not-supported", default: 0] += 1
        case .failure: leftOut["teams.graph.error", default: 0] += 1
        case .unknown: leftOut["teams.element.unknown", default: 0] += 1
        }
    }

    private func readPage(_ page: JSONElement, _ scope: TeamsScope, at place: Place) throws {
        var inner = scope
        if let stated = page.text(.odataContext) {
            inner = TeamsScope(path: place.entry ?? "", context: stated)
        }
        for element in page[.value]?.elements.map({ $0 }) ?? [] { try read(element, inner, at: place) }
    }

    private func readBundle(_ bundle: JSONElement, _ scope: TeamsScope, at place: Place) throws {
        var inner = scope
        for (_, part) in bundle.members where part.kind == .object {
            switch TeamsElement(part, scope) {
            case .chat:
                inner.chat = Self.chatId(part, scope)
                try readChat(part, scope, at: place)
            case .channel:
                inner.channel = part.text(.id)
                try readChannel(part, inner, at: place)
            case .team:
                inner.team = part.text(.id).map(TeamsIdentity.normal)
                try readTeam(part, scope, at: place)
            default: leftOut["teams.element.unknown", default: 0] += 1
            }
        }
        try readInside(bundle, inner, at: place)
    }

    // MARK: Places

    // The chat with oneself has the same id for everybody: `nil` where nothing says whose it is.
    private static func chatId(_ chat: JSONElement, _ scope: TeamsScope) -> String? {
        guard let id = chat.text(.id), id.hasPrefix("48:") else { return chat.text(.id) }
        let members = chat.objects(.members)
        let owner = members.count == 1 ? members[0].text(.userId).map(TeamsIdentity.normal) : nil
        return (scope.holder ?? owner).map { id + "/" + $0 }
    }

    private func readChat(_ chat: JSONElement, _ scope: TeamsScope, at place: Place) throws {
        guard let id = Self.chatId(chat, scope) else { return }
        try context.room(id)
        let isCut = Self.isMemberListCut(chat)
        context.rooms.change(id) {
            $0.describe(chat: chat)
            $0.isMemberListCut = $0.isMemberListCut || isCut
        }
        context.note(tenant: chat.text(.tenantId))
        context.note(tenantIn: chat.text(.webUrl))
        if chat.isCutOff(.members) { try loseMembers(TeamsKeys.channel(id).key, at: place) }
        var inner = scope
        inner.chat = id
        try readInside(chat, inner, at: place)
    }

    private func readChannel(_ channel: JSONElement, _ scope: TeamsScope, at place: Place) throws {
        guard let id = channel.text(.id) else { return }
        let link = channel.text(.webUrl)
        let team = scope.team ?? link.flatMap { TeamsAddress.team($0) }.map(TeamsIdentity.normal)
        try context.room(id, team: team)
        context.rooms.change(id) { $0.describe(channel: channel) }
        context.note(tenant: channel.text(.tenantId))
        context.note(tenantIn: link)
        var inner = scope
        inner.channel = id
        inner.team = team
        try readInside(channel, inner, at: place)
    }

    private func readTeam(_ team: JSONElement, _ scope: TeamsScope, at place: Place) throws {
        guard let id = (team.text(.groupsId) ?? team.text(.id)).map(TeamsIdentity.normal) else { return }
        context.teams[id, default: TeamsTeam(id: id)].describe(team)
        context.note(tenant: team.text(.tenantId))
        var inner = scope
        inner.team = id
        try readInside(team, inner, at: place)
    }

    /// Tools put what belongs to a team, channel or chat inside it.
    private func readInside(_ element: JSONElement, _ scope: TeamsScope, at place: Place) throws {
        var inner = scope
        inner.collection = "members"
        for member in element.objects(.members) { try readMember(member, inner) }
        inner.collection = ""
        for channel in element.objects(.channels) { try readChannel(channel, inner, at: place) }
        for message in element.objects(.messages) { try read(message, inner, at: place) }
    }

    // MARK: People

    private func readMember(_ element: JSONElement, _ scope: TeamsScope) throws {
        let isUser = element.text(.userId) == nil && element.text(.userPrincipalName) != nil
        guard let person = isUser ? TeamsPerson(user: element) : TeamsPerson(member: element) else { return }
        context.people.add(person)
        let id = context.people.kept(person.id)
        let role = Self.role(element)
        if let room = scope.channel ?? scope.chat {
            try context.room(room, team: scope.channel == nil ? nil : scope.team)
            context.rooms.change(room) { room in
                room.hasMemberList = true
                var presence = room.presence[id] ?? TeamsPresence()
                presence.isListed = true
                presence.joined = presence.joined ?? element.moment(.visibleHistoryStartDateTime)
                if role != .unstated { (presence.role, presence.roleSince) = (role, nil) }
                room.presence[id] = presence
            }
        } else if let team = scope.team {
            let known = context.teams[team]?.members[id] ?? .unstated
            context.teams[team, default: TeamsTeam(id: team)].members[id] =
                role == .unstated ? known : role
        }
    }

    /// What a member may do: an empty list of roles says that it is no more than others, none says nothing.
    private static func role(_ member: JSONElement) -> Membership.Role {
        guard member[.roles] != nil || member[.role] != nil else { return .unstated }
        let roles = member.texts(.roles) + member.texts(.role)
        return roles.contains { $0.lowercased() == "owner" } ? .owner : .member
    }

    /// Whether a chat's members are more than it shows: Graph puts no more than 25 into a list of chats.
    private static func isMemberListCut(_ chat: JSONElement) -> Bool {
        chat.text(.membersNextLink) != nil || chat.objects(.members).count == 25
    }

    private func loseMembers(_ key: SourceKey, at place: Place) throws {
        try context.losses.state(
            "teams.json.cut-off", .carriedWithLoss, .channel, key: key, place: place,
            because: "the tool that saved the chat cut off its members (ConvertTo-Json -Depth)")
    }

    private func readPin(_ element: JSONElement, _ scope: TeamsScope, at place: Place) throws {
        let message = element.object(.message)
        if let message, TeamsElement.isMessage(message) { try messages.read(message, scope, at: place) }
        guard let room = message?.text(.chatId) ?? scope.chat ?? scope.channel,
            let id = message?.identifier(.id) ?? element.identifier(.id)
        else {
            leftOut["teams.element.unknown", default: 0] += 1
            return
        }
        try context.room(room)
        try context.sink.take(
            .pin(Pin(channel: TeamsKeys.channel(room), message: TeamsKeys.message(room, id))))
    }
}
