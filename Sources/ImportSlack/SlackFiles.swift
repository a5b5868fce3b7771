// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive
internal import FerryImport
internal import FerryJSON
internal import FerryModel
internal import FerryText

/// The files that came with one message.
struct SlackFiles {
    private let context: SlackContext
    private let files: [JSONElement]
    private let message: MessageKey
    private let place: Place
    /// What cannot be read for its type.
    private(set) var mistyped = MistypedMembers()

    /// Finds the files; comments on a file show it, but did not bring it.
    init(_ context: SlackContext, _ element: JSONElement, messageKey: MessageKey, place: Place) {
        self.context = context
        self.place = place
        message = messageKey
        guard element.text("subtype") != "file_comment" else {
            files = []
            return
        }
        let listed = element.objects("files", noting: &mistyped)
        files = listed.isEmpty ? [element["file"]].compactMap { $0 }.filter { $0.kind == .object } : listed
    }

    /// What stands below the message: of files whose bytes are nowhere what the message itself says of them (the text
    /// of snippets, posts and mails), of canvases what is in them.
    func texts() -> [RichText.Block] {
        files.flatMap { file in
            let id = file.text("id") ?? ""
            if location(file, id).isMissing { return SlackFileText(file).blocks }
            return SlackCanvas.isCanvas(file) ? context.canvasText(id) : []
        }
    }

    /// Whether there are none.
    var isEmpty: Bool { files.isEmpty }

    /// Yields the attachments, and a loss for each whose bytes are not there; gives their keys.
    func yield() throws -> [AttachmentKey] {
        var keys: [AttachmentKey] = []
        for (index, file) in files.enumerated() {
            // A file without an id is known by the message it came with.
            let id = file.text("id") ?? message.key.id + "/file/\(index)"
            let attachment = attachment(file, id)
            try context.sink.take(.attachment(attachment))
            try Self.reportMissing(attachment, id, context, at: place)
            try reportOtherSize(of: file, attachment, id)
            if !keys.contains(attachment.key) { keys.append(attachment.key) }
        }
        return keys
    }

    /// Reports a file whose bytes are not in the archive, once.
    static func reportMissing(
        _ attachment: Attachment, _ id: String, _ context: SlackContext, at place: Place? = nil
    ) throws {
        guard case .missing(let code) = attachment.location, context.missing.insert(id).inserted else {
            return
        }
        try context.sink.take(
            Loss(
                code: code, kind: .attachment, state: .notInSource, key: attachment.key.key, place: place,
                reason: reason(code)))
    }

    /// Reports a file that has not the size that Slack stated for it, once: most likely its download was cut off.
    private func reportOtherSize(of file: JSONElement, _ attachment: Attachment, _ id: String) throws {
        // Of what Slack makes itself, such as canvases and mails, tools save another form. Slack states 0 for what it
        // does not know, too.
        guard ["hosted", "snippet", nil].contains(file.text("mode")), case .entry = attachment.location,
            case let stated = file.number("size"), stated != 0,
            let defect = SizeDefect(
                stated: stated.flatMap { $0 > 0 ? $0 : nil }, found: context.layout.files[id]?.size),
            context.missing.insert(id).inserted
        else { return }
        try context.sink.take(
            Loss(
                code: "slack.file." + defect.rawValue, kind: .attachment, state: .carriedWithLoss,
                key: attachment.key.key, place: place, reason: defect.reason))
    }

    private func attachment(_ file: JSONElement, _ id: String) -> Attachment {
        let size = file.number("size").flatMap { $0 > 0 ? $0 : nil }
        let entry = context.layout.files[id]
        let isCanvas = SlackCanvas.isCanvas(file)
        let stated =
            isCanvas ? file.text("title") ?? file.text("name") : file.text("name") ?? file.text("title")
        let name = SlackSecrets.stripped(stated ?? entry.map { Self.name($0, id) } ?? id)
        return Attachment(
            key: context.keys.attachment(id),
            name: isCanvas ? SlackCanvas.fileName(name, isThere: entry != nil) : name,
            mediaType: isCanvas && entry != nil ? "text/html" : file.text("mimetype") ?? "",
            declaredSize: entry == nil ? size : entry?.size ?? size,
            pixels: pixels(file),
            location: location(file, id),
            link: link(file))
    }

    private func location(_ file: JSONElement, _ id: String) -> Attachment.Location {
        if let entry = context.layout.files[id] { return .entry(entry.name) }
        let code = Self.code(file)
        guard code == "slack.file.not-in-archive", !SlackFileText(file).blocks.isEmpty else {
            return .missing(code: code)
        }
        return .missing(code: SlackFileText(file).isCut ? "slack.file.text-cut" : "slack.file.text-only")
    }

    /// The name under which a file was put beside the export.
    private static func name(_ entry: ArchiveEntry, _ id: String) -> String {
        let last = entry.name.split(separator: "/").last ?? ""
        return String(last.hasPrefix(id + "-") ? last.dropFirst(id.count + 1) : last)
    }

    private func pixels(_ file: JSONElement) -> PixelSize? {
        guard let width = file.number("original_w"), let height = file.number("original_h"), width > 0,
            height > 0
        else { return nil }
        return PixelSize(width: width, height: height)
    }

    private func link(_ file: JSONElement) -> String? {
        let isExternal = Self.isExternal(file)
        let external = isExternal ? file.text("external_url") ?? file.text("url_private") : nil
        let url = external ?? file.text("permalink") ?? file.text("url_private") ?? file.text("url")
        return url.map(SlackSecrets.stripped)
    }

    /// Why the bytes of a file are not in the archive.
    static func code(_ file: JSONElement) -> String {
        switch (file.text("mode"), file.text("file_access")) {
        case ("tombstone", _), (_, "file_not_found"): "slack.file.tombstone"
        case ("hidden_by_limit", _): "slack.file.hidden-by-limit"
        case (_, "access_denied"), (_, "check_file_info"): "slack.file.access-denied"
        case _ where isExternal(file): "slack.file.external"
        default: "slack.file.not-in-archive"
        }
    }

    private static func isExternal(_ file: JSONElement) -> Bool {
        file.isTrue("is_external") || file.text("mode") == "external"
    }

    private static func reason(_ code: String) -> String {
        switch code {
        case "slack.file.tombstone": "the file was deleted at the source"
        case "slack.file.hidden-by-limit": "the source's plan hid the file because of its age"
        case "slack.file.access-denied": "the source did not let the export see the file"
        case "slack.file.text-only": "the file is not in the archive; its text is, and stands in the message"
        case "slack.file.text-cut":
            "the file is not in the archive; the start of its text stands in the message"
        case "slack.file.external": "the file lies with another service; its link is carried"
        default: "Slack's exports hold no files; fill the export with a tool that adds them"
        }
    }
}

extension Attachment.Location {
    fileprivate var isMissing: Bool {
        if case .missing = self { true } else { false }
    }
}
