// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive
internal import FerryImport
internal import FerryJSON
internal import FerryModel

/// Reads one workspace export from its indexes to its files.
final class SlackExport {
    private let source: SlackSource
    private let people = SlackPeople()
    private var channels = SlackChannels()
    private var integrations: [String: String] = [:]

    init(_ source: SlackSource) {
        self.source = source
    }

    private var layout: SlackLayout { source.layout }
    private var sink: any RecordSink { source.sink }

    /// Yields everything the archive holds.
    func read() throws {
        try readIndexes()
        let owners = channels.owners(of: layout.days.keys)
        let orphans = layout.days.keys.filter { owners[$0] == nil }.sorted()
        for folder in orphans { channels.add(SlackChannel(folder: folder)) }

        let keys = SlackKeys(workspaceId: try workspaceId())
        let context = SlackContext(
            keys: keys, people: people, channels: channels, layout: layout, sink: sink,
            integrations: integrations)
        try yieldDescribedPeople(context)
        for folder in orphans { try report(orphan: folder, context) }
        var folders: [Int: [String]] = [:]
        for (folder, owner) in channels.owners(of: layout.days.keys) {
            folders[owner, default: []].append(folder)
        }
        for (index, channel) in channels.all.enumerated() {
            try SlackChannelReader(source, context, channel).read(folders: (folders[index] ?? []).sorted())
        }
        for person in people.strangers { try yield(person, context) }
        try sink.take(.workspace(Workspace(key: keys.workspace, name: workspaceName(context))))
        try reportStrangers()
        try SlackFileBytes(source).read()
    }

    private func readIndexes() throws {
        for name in ["users.json", "org_users.json"] {
            try index(name, .person) { entry in
                SlackPerson(user: entry).map(people.add) != nil
            }
        }
        for (name, kind) in [
            ("channels.json", Channel.Kind.public), ("groups.json", .private), ("mpims.json", .group),
            ("dms.json", .direct),
        ] {
            try index(name, .channel) { entry in
                SlackChannel(entry, kind: kind).map { channels.add($0) } != nil
            }
        }
        try index("integration_logs.json", .person) { entry in
            if let id = entry.text("app_id"), let name = entry.text("app_type") { integrations[id] = name }
            if let id = entry.text("service_id"), let name = entry.text("service_type") {
                integrations[id] = name
            }
            return true
        }
        let known = SlackLayout.indexNames.union(["integration_logs.json"])
        for name in layout.indexes.keys.sorted() where !known.contains(name) {
            try index(name, name == "canvases.json" || name == "lists.json" ? .attachment : .message) { _ in
                false
            }
        }
    }

    /// Reads an index file; what the body does not take is a loss.
    private func index(_ name: String, _ kind: RecordKind, _ body: (JSONElement) throws -> Bool) throws {
        guard let entry = layout.indexes[name] else { return }
        try source.elements(of: entry, lost: kind) { element, offset in
            let isObject = element.kind == .object
            if isObject, try body(element) { return }
            try sink.take(
                Loss(
                    code: isObject ? "slack.index.not-supported" : "slack.index.unknown-content", kind: kind,
                    state: .notSupported, place: source.place(entry, offset),
                    reason: isObject
                        ? "entries of this index file are not carried"
                        : "the entry is nothing this program knows"))
        }
    }

    private func workspaceId() throws -> String {
        if let team = people.majorityTeam { return team }
        let days = layout.days.keys.sorted().flatMap { layout.days[$0] ?? [] }
        for entry in days.prefix(50) {
            if let team = try source.firstText(
                in: entry, where: { $0.text("team") ?? $0.text("source_team") })
            {
                return team
            }
        }
        return SlackWorkspace.substituteId(channels.all)
    }

    private func workspaceName(_ context: SlackContext) -> String {
        SlackWorkspace.name(inFileName: source.archive.path) ?? context.domain ?? context.keys.workspaceId
    }

    private func yieldDescribedPeople(_ context: SlackContext) throws {
        for person in people.described { try yield(person, context) }
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
        try sink.take(.person(person.record(context.keys, avatar: avatar)))
    }

    private func report(orphan folder: String, _ context: SlackContext) throws {
        guard let entry = layout.days[folder]?.first else { return }
        let channel = SlackChannel(folder: folder)
        try sink.take(
            Loss(
                code: "slack.channel.not-described", kind: .channel, state: .carriedWithLoss,
                key: context.keys.channel(channel.id).key, place: source.place(entry),
                reason: "no index file describes the channel of this folder: its kind and members are unknown"
            ))
    }

    private func reportStrangers() throws {
        for entry in layout.strangers {
            try sink.take(
                Loss(
                    code: "slack.entry.unknown", kind: .attachment, state: .notSupported,
                    place: source.place(entry), reason: "the file has no place in a Slack export"))
        }
    }
}
