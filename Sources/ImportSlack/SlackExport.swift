// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive
internal import FerryImport
internal import FerryModel

/// Reads an export: its indexes, then channel by channel.
final class SlackExport {
    private var source: SlackSource
    private var indexes: SlackIndexes
    private let database: SlackdumpDatabase?
    /// The folders of each channel, by the channel's index.
    private var days: [Int: [ArchiveEntry]] = [:]

    init(_ source: SlackSource) throws {
        self.source = source
        database = try source.database()
        indexes = SlackIndexes(source, database)
    }

    private var layout: SlackLayout { source.layout }
    private var sink: any RecordSink { source.sink }

    /// Yields everything the archive holds, and calls the body after each message.
    func read(_ finishedMessage: () throws -> Void) throws {
        try database?.indexMessages()
        try indexes.read()
        let orphans = try assignFolders()
        let context = try context()
        try context.emoji.yield(context.keys, into: sink)
        for person in indexes.people.described { try yield(person, context) }
        for (channel, entry) in orphans { try report(channel, entry, context) }
        var covered = 0
        for (index, channel) in indexes.channels.all.enumerated() {
            if index == covered { covered = readAhead(from: index) }
            try SlackChannelReader(source, context, channel).read(
                feeds(index, channel), canvases: indexes.canvases[channel.id] ?? [], finishedMessage)
        }
        source.ahead = nil
        for person in indexes.people.strangers { try yield(person, context) }
        try yieldWorkspaces(context)
        try reportStrangers()
        try reportCanvases(context)
    }

    /// Canvases of channels that are not in the archive, or of none.
    private func reportCanvases(_ context: SlackContext) throws {
        for (id, canvases) in indexes.canvases.sorted(by: { $0.key < $1.key })
        where indexes.channels.channel(id) == nil {
            for canvas in canvases {
                try sink.take(
                    Loss(
                        code: "slack.canvas.no-channel", kind: .attachment, state: .notSupported,
                        key: context.keys.attachment(canvas.id).key,
                        reason: "the canvas is in no channel of the archive"))
            }
        }
    }

    /// Lets the files of a channel and of those behind it be read ahead; gives the first channel that is left out, since
    /// an archive may hold a million files.
    private func readAhead(from first: Int) -> Int {
        var files: [ArchiveEntry] = []
        var index = first
        while index < indexes.channels.all.count, files.count < 4096 {
            files += feeds(index, indexes.channels.all[index]).compactMap(\.plainFile)
            index += 1
        }
        source.ahead = ReadAhead(source.archive, files)
        return index
    }

    /// Finds out which folder is which channel's; gives the channels that no index file describes, each with a
    /// file of it.
    private func assignFolders() throws -> [(SlackChannel, ArchiveEntry)] {
        var orphans: [(SlackChannel, ArchiveEntry)] = []
        for (number, part) in layout.parts.enumerated() {
            let folders = Set(part.days.keys).union(part.canvases.keys).sorted()
            let owners = indexes.channels.owners(of: folders, part: number)
            for folder in folders where owners[folder] == nil {
                let channel = SlackChannel(folder: folder, part: number, team: part.team)
                indexes.channels.add(channel, part: number)
                if let entry = part.days[folder]?.first ?? part.canvases[folder] {
                    orphans.append((channel, entry))
                }
            }
            let known = indexes.channels.all.indices
            let ids = Dictionary(uniqueKeysWithValues: known.map { (indexes.channels.all[$0].id, $0) })
            for folder in folders {
                let orphan = SlackChannel(folder: folder, part: number, team: part.team).id
                guard let owner = owners[folder] ?? ids[orphan] else { continue }
                days[owner, default: []] += part.days[folder] ?? []
                if let entry = part.canvases[folder] {
                    try indexes.readCanvases(entry, of: indexes.channels.all[owner].id)
                }
            }
        }
        for (id, entries) in layout.dumps.sorted(by: { $0.key < $1.key }) {
            guard indexes.channels.channel(id) == nil, let entry = entries.first else { continue }
            let name = try entries.map { try SlackDump.name($0, source.archive) }.first { !$0.isEmpty }
            let channel = SlackChannel(dumped: id, name: name ?? "")
            indexes.channels.add(channel, part: 0)
            orphans.append((channel, entry))
        }
        for (id, entries) in layout.chunks.sorted(by: { $0.key < $1.key })
        where indexes.channels.channel(id) == nil {
            if let entry = entries.first { orphans.append((addUnknown(id), entry)) }
        }
        if let database {
            for id in try database.channelsWithMessages() where indexes.channels.channel(id) == nil {
                orphans.append((addUnknown(id), database.entry))
            }
        }
        return orphans
    }

    private func addUnknown(_ id: String) -> SlackChannel {
        let channel = SlackChannel(dumped: id, name: "")
        indexes.channels.add(channel, part: 0)
        return channel
    }

    private func feeds(_ index: Int, _ channel: SlackChannel) -> [SlackFeed] {
        let days = (days[index] ?? []).map { SlackFeed.day($0) }
        let dumps = (layout.dumps[channel.id] ?? []).map { SlackFeed.dump($0) }
        let chunks = (layout.chunks[channel.id] ?? []).map { SlackFeed.chunks($0) }
        return days + dumps + chunks + (database.map { [.rows($0)] } ?? [])
    }

    private func context() throws -> SlackContext {
        let workspace = try workspaceId()
        let keys = SlackKeys(workspaceId: workspace)
        var workspaces = [keys.workspace]
        for number in layout.parts.indices.dropFirst() {
            workspaces.append(keys.workspace(try teamId(number)))
        }
        return SlackContext(
            keys: keys, people: indexes.people, channels: indexes.channels, layout: layout,
            emoji: try SlackCustomEmoji(source), source: source, workspaces: workspaces,
            integrations: indexes.integrations)
    }

    private func workspaceId() throws -> String {
        if layout.isOrganisation, let organisation = indexes.organisation { return organisation }
        return try indexes.team(0) ?? postedTeam(layout.parts[0])
            ?? SlackWorkspace.substituteId(indexes.channels.all)
    }

    /// The id of a workspace of an organisation.
    private func teamId(_ number: Int) throws -> String {
        let part = layout.parts[number]
        return try indexes.team(number) ?? postedTeam(part) ?? "folder/" + (part.team ?? "")
    }

    /// The workspace that one of the first messages names.
    private func postedTeam(_ part: SlackLayout.Part) throws -> String? {
        for entry in part.days.keys.sorted().flatMap({ part.days[$0] ?? [] }).prefix(50) {
            let team = try source.firstText(in: entry) { $0.text("team") ?? $0.text("source_team") }
            if let team { return team }
        }
        guard part.team == nil else { return nil }
        for entry in layout.dumps.keys.sorted().flatMap({ layout.dumps[$0] ?? [] }).prefix(50) {
            let team = try source.firstText(in: entry, at: SlackDump.path) { $0.text("team") }
            if let team { return team }
        }
        return nil
    }

    private func yieldWorkspaces(_ context: SlackContext) throws {
        let name =
            SlackWorkspace.name(inFileName: source.archive.path) ?? indexes.organisationName
            ?? indexes.access.flatMap { $0.team.isEmpty ? nil : $0.team } ?? context.domain
            ?? context.keys.workspaceId
        let emoji = context.emoji.all(context.keys)
        try sink.take(.workspace(Workspace(key: context.keys.workspace, name: name, emoji: emoji)))
        for (part, key) in zip(layout.parts, context.workspaces).dropFirst() {
            try sink.take(.workspace(Workspace(key: key, name: part.team ?? "")))
        }
    }

    private func yield(_ person: SlackPerson, _ context: SlackContext) throws {
        var avatar: AttachmentKey?
        if let entry = layout.avatars[person.id] {
            let key = context.keys.attachment("avatar/" + person.id)
            let name = entry.name.split(separator: "/").last.map(String.init) ?? person.id
            try sink.take(
                .attachment(
                    Attachment(key: key, name: name, declaredSize: entry.size, location: .entry(entry.name))))
            avatar = key
        }
        var person = person
        person.inOrganisation = person.inOrganisation || layout.isOrganisation
        try sink.take(.person(person.record(context.keys, avatar: avatar)))
    }

    private func report(_ channel: SlackChannel, _ entry: ArchiveEntry, _ context: SlackContext) throws {
        try sink.take(
            Loss(
                code: "slack.channel.not-described", kind: .channel, state: .carriedWithLoss,
                key: context.keys.channel(channel.id).key, place: source.place(entry),
                reason: "no index file describes the channel: its kind or members are unknown"))
    }

    private func reportStrangers() throws {
        // A database that is none of slackdump's, and a log without its database.
        let foreign = database == nil ? [layout.database, layout.databaseLog].compactMap { $0 } : []
        for entry in layout.strangers + foreign {
            try sink.take(
                Loss(
                    code: "slack.entry.unknown", kind: .attachment, state: .notSupported,
                    place: source.place(entry), reason: "the file has no place in a Slack export"))
        }
    }
}
