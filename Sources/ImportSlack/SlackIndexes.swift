// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive
internal import FerryImport
internal import FerryJSON
internal import FerryModel

/// What the index files of an export say.
struct SlackIndexes {
    /// The people, with those that messages will mention.
    let people = SlackPeople()
    /// The channels.
    var channels = SlackChannels()
    /// Names of integrations by their app's or service's id.
    private(set) var integrations: [String: String] = [:]
    /// The organisation's id, where people belong to one.
    private(set) var organisation: String?
    /// The organisation's name, where people belong to one.
    private(set) var organisationName: String?
    /// The canvases of each channel, by its id; those of no channel under an empty one.
    private(set) var canvases: [String: [SlackCanvas]] = [:]
    /// Whose eyes a tool exported with.
    private(set) var access: SlackAccess?
    private var votes: [Int: SlackTeamVote] = [:]
    private let source: SlackSource
    private let database: SlackdumpDatabase?

    /// Prepares for reading.
    init(_ source: SlackSource, _ database: SlackdumpDatabase?) {
        self.source = source
        self.database = database
    }

    /// The workspace of a part, as its people say.
    func team(_ part: Int) -> String? {
        part == 0 ? access?.teamId ?? votes[0]?.winner : votes[part]?.winner
    }

    /// Reads all index files.
    mutating func read() throws {
        for (number, part) in source.layout.parts.enumerated() {
            try readPeople(part, number)
            try readChannels(part, number)
            try readOthers(part)
        }
        for entry in source.layout.chunkIndexes { try readChunks(entry) }
        for id in source.layout.chunks.keys.sorted() {
            for entry in source.layout.chunks[id] ?? [] { try readChunks(entry) }
        }
        if let database { try readRows(database) }
        if let access { channels.completeDirect(with: access.userId) }
    }

    // Channel files hold messages as well, which are read when the channel is; here they are passed over.
    private mutating func readChunks(_ entry: ArchiveEntry) throws {
        let isChannel = source.layout.chunkIndexes.contains(entry) == false
        var searched = 0
        var marked = 0
        try source.elements(of: entry, at: .lines, lost: isChannel ? .message : .channel) { element, _ in
            for user in element.objects("u") { add(user: user, part: 0) }
            let infos = element.objects("ch") + [element["ci"]].compactMap { $0 }
            for info in infos { add(channel: info) }
            if element["p"]?.text("ts") == nil { add(files: element.objects("f"), of: element.text("id")) }
            if let id = element.text("id") { channels.setMembers(element.texts("cu"), of: id) }
            if let answer = element["w"], let found = SlackAccess(answer) { access = found }
            searched += SlackChunk(element).searchedMessages
            marked += SlackChunk(element).bookmarks
        }
        try report(searched: searched, entry)
        guard marked > 0 else { return }
        try source.sink.take(
            Loss(
                code: "slack.bookmark.not-supported", kind: .pin, state: .notSupported,
                place: source.place(entry),
                reason: "bookmarks of channels and stars of one person have no place",
                count: marked))
    }

    private mutating func readRows(_ database: SlackdumpDatabase) throws {
        var parser = JSONParser()
        try database.people { bytes, row in
            try source.parsed(bytes, with: &parser, database.entry, row: row, lost: .person) { element, _ in
                add(user: element, part: 0)
            }
        }
        try database.channels { bytes, row in
            try source.parsed(bytes, with: &parser, database.entry, row: row, lost: .channel) { element, _ in
                add(channel: element)
            }
        }
        try database.canvases { channel, bytes, row in
            try source.parsed(bytes, with: &parser, database.entry, row: row, lost: .attachment) {
                element, _ in
                add(files: [element], of: channel)
            }
        }
        for (channel, person) in try database.members() { channels.setMembers([person], of: channel) }
        access = try database.workspace()
        try report(searched: try database.searchedMessages(), database.entry)
    }

    private mutating func add(channel entry: JSONElement) {
        guard var channel = SlackChannel(entry, kind: .public, part: 0) else { return }
        if let canvas = SlackCanvas(channel: entry) { add(canvas, of: channel.id) }
        // Answers about members may have come first.
        channel.members = channel.members ?? channels.channel(channel.id)?.members
        channels.add(channel, part: 0)
    }

    /// Files that came with no message, as Slack's API describes them; of those only canvases belong to a channel.
    private mutating func add(files: [JSONElement], of channel: String?) {
        for file in files where SlackCanvas.isCanvas(file) {
            if let canvas = SlackCanvas(file) { add(canvas, of: channel ?? "") }
        }
    }

    private mutating func add(_ canvas: SlackCanvas, of channel: String) {
        var known = canvases[channel] ?? []
        if let index = known.firstIndex(where: { $0.id == canvas.id }) {
            if canvas.isDescribed { known[index] = canvas }
        } else {
            known.append(canvas)
        }
        canvases[channel] = known
    }

    /// Reads the canvases that stand in a channel's own folder.
    mutating func readCanvases(_ entry: ArchiveEntry, of channel: String) throws {
        try index(entry, .attachment) { element in
            guard let canvas = SlackCanvas(element) else { return false }
            add(canvas, of: channel)
            return true
        }
    }

    private func report(searched count: Int, _ entry: ArchiveEntry) throws {
        guard count > 0 else { return }
        try source.sink.take(
            Loss(
                code: "slack.message.search-result", kind: .message, state: .notSupported,
                place: source.place(entry),
                reason: "results of a search are left out, since they are copies out of channels",
                count: count))
    }

    private mutating func add(user entry: JSONElement, part number: Int) {
        guard let person = SlackPerson(user: entry) else { return }
        people.add(person)
        votes[number, default: SlackTeamVote()].add(person)
        let enterprise = entry["enterprise_user"]
        organisation = organisation ?? enterprise?.text("enterprise_id") ?? entry.text("enterprise_id")
        organisationName = organisationName ?? enterprise?.text("enterprise_name")
    }

    private mutating func readPeople(_ part: SlackLayout.Part, _ number: Int) throws {
        for name in ["org_users.json", "users.json"] {
            try index(part.indexes[name], .person) { entry in
                guard entry.text("id") != nil else { return false }
                add(user: entry, part: number)
                return true
            }
        }
    }

    private mutating func readChannels(_ part: SlackLayout.Part, _ number: Int) throws {
        let kinds: [(String, Channel.Kind)] = [
            ("channels.json", .public), ("groups.json", .private), ("mpims.json", .group),
            // What people say on a canvas stands in a channel of its own, for those who may see the canvas.
            ("dms.json", .direct), ("file_conversations.json", .private),
        ]
        for (name, kind) in kinds {
            try index(part.indexes[name], .channel) { entry in
                guard let channel = SlackChannel(entry, kind: kind, part: number) else { return false }
                channels.add(channel, part: number)
                if let canvas = SlackCanvas(channel: entry) { add(canvas, of: channel.id) }
                return true
            }
        }
    }

    private mutating func readOthers(_ part: SlackLayout.Part) throws {
        try index(part.indexes["integration_logs.json"], .person) { entry in
            if let id = entry.text("app_id"), let name = entry.text("app_type") { integrations[id] = name }
            if let id = entry.text("service_id"), let name = entry.text("service_type") {
                integrations[id] = name
            }
            return true
        }
        try index(part.indexes["canvases.json"], .attachment) { entry in
            guard let canvas = SlackCanvas(entry) else { return false }
            // One that nobody shared is in no channel.
            for channel in canvas.channels.isEmpty ? [""] : canvas.channels { add(canvas, of: channel) }
            return true
        }
        // What Slack has begun to write into these is not described anywhere.
        try index(part.indexes["lists.json"], .attachment) { _ in false }
        for name in ["content_flags.json", "huddle_transcripts.json"] {
            try index(part.indexes[name], .message) { _ in false }
        }
    }

    /// Reads an index file; what the body does not take is a loss.
    private func index(_ entry: ArchiveEntry?, _ kind: RecordKind, _ body: (JSONElement) -> Bool) throws {
        guard let entry else { return }
        try source.elements(of: entry, lost: kind) { element, offset in
            let isObject = element.kind == .object
            if isObject, body(element) { return }
            try source.sink.take(
                Loss(
                    code: isObject ? "slack.index.not-supported" : "slack.index.unknown-content", kind: kind,
                    state: .notSupported, place: source.place(entry, offset),
                    reason: isObject
                        ? "entries of this index file are not carried"
                        : "the entry is nothing this program knows"))
        }
    }
}
