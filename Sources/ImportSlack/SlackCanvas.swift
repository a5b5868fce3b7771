// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive
internal import FerryImport
internal import FerryJSON
internal import FerryModel
internal import FerryText

/// A canvas that belongs to a channel, as an index describes it: no message brought it.
struct SlackCanvas {
    /// The file's id.
    let id: String
    /// The channels it was shared into, as the description says.
    let channels: [String]
    private let title: String
    private let name: String
    private let size: Int64?
    private let creator: String?
    private let createdAt: Timestamp?
    private let permalink: String?

    /// An entry of `canvases.json` or a file of Slack's API; `nil` when it has no id.
    init?(_ entry: JSONElement) {
        guard let id = entry.text("id") else { return nil }
        self.id = id
        channels = entry.objects("shares").compactMap { $0.text("channel") } + entry.texts("channels")
        title = SlackSecrets.stripped(entry.text("title") ?? entry.text("name") ?? "")
        name = SlackSecrets.stripped(entry.text("name") ?? "")
        size = entry.number("size").flatMap { $0 > 0 ? $0 : nil }
        creator = entry.text("canvas_creator_id") ?? entry.text("user")
        createdAt = entry.moment("created") ?? entry.moment("timestamp")
        permalink = entry.text("permalink").map(SlackSecrets.stripped)
    }

    /// A canvas of which a channel's description gives the id only (`properties.canvas`).
    init?(channel: JSONElement) {
        guard let canvas = channel["properties"]?["canvas"], let id = canvas.text("file_id"),
            !canvas.isTrue("is_empty"), !canvas.isTrue("is_migrated")
        else { return nil }
        self.id = id
        channels = []
        (title, name, size, creator, createdAt, permalink) = ("", "", nil, nil, nil, nil)
    }

    /// Whether it says more than an id.
    var isDescribed: Bool { createdAt != nil }

    /// Whether a file is a canvas.
    static func isCanvas(_ file: JSONElement) -> Bool {
        ["quip", "canvas"].contains(file.text("mode"))
            || file.text("mimetype") == "application/vnd.slack-docs"
    }

    /// The name under which a canvas is kept: its HTML needs an ending to be opened.
    static func fileName(_ name: String, isThere: Bool) -> String {
        isThere && !name.lowercased().hasSuffix(".html") ? name + ".html" : name
    }

    /// Yields the canvas as a message of the channel with the file and its text, or a loss where the archive holds
    /// neither the file nor a link to it.
    func yield(in channel: SlackChannel, _ context: SlackContext) throws {
        let entry = context.layout.files[id]
        guard let moment = createdAt ?? channel.createdAt, entry != nil || permalink != nil else {
            return try context.sink.take(
                Loss(
                    code: "slack.canvas.not-in-archive", kind: .attachment, state: .notInSource,
                    key: context.keys.attachment(id).key,
                    reason: "the archive lists the channel's canvas without its content"))
        }
        let author = creator ?? channel.creator ?? "USLACKBOT"
        context.people.note(author)
        let attachment = Attachment(
            key: context.keys.attachment(id),
            name: Self.fileName(title.isEmpty ? name.isEmpty ? id : name : title, isThere: entry != nil),
            mediaType: entry == nil ? "application/vnd.slack-docs" : "text/html",
            declaredSize: entry?.size ?? size,
            location: entry.map { .entry($0.name) } ?? .missing(code: "slack.file.not-in-archive"),
            link: permalink)
        try context.sink.take(.attachment(attachment))
        if entry == nil { try SlackFiles.reportMissing(attachment, id, context) }
        var body = RichText([])
        if !title.isEmpty { body.blocks.append(.paragraph([.strong([.text(title)])])) }
        body.blocks += context.canvasText(id)
        try context.sink.take(
            .message(
                Message(
                    key: context.keys.canvas(channel.id, id), channel: context.keys.channel(channel.id),
                    author: context.keys.person(author), sentAt: moment,
                    order: moment.milliseconds &* 1000, kind: .system(.other("canvas")), body: body,
                    attachments: [attachment.key])))
    }
}
