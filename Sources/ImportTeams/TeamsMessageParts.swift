// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive
internal import FerryImport
internal import FerryModel
internal import FerryText

/// What reading one message finds out beside its text.
final class TeamsMessageParts {
    let context: TeamsContext
    let channel: String
    let key: MessageKey
    let place: Place
    /// Whether the message came before, in the copy of another participant.
    let isCopy: Bool
    /// The files, in order.
    private(set) var files: [AttachmentKey] = []
    /// The id of the message this one answers, with what the quote says of it.
    private(set) var answered: (id: String, preview: TeamsThreads.Preview?)?
    /// Whether a card is part of the message.
    var hasCard = false
    /// What cannot be read for its type.
    var mistyped = MistypedMembers()

    init(_ context: TeamsContext, channel: String, key: MessageKey, place: Place, isCopy: Bool) {
        self.context = context
        self.channel = channel
        self.key = key
        self.place = place
        self.isCopy = isCopy
    }

    /// Takes a quote of another message; the first one says what the message answers.
    func answer(_ id: String, preview: TeamsThreads.Preview?) -> Bool {
        guard answered == nil, id != key.key.id.split(separator: "/").last.map(String.init) else {
            return false
        }
        answered = (id, preview)
        return true
    }

    /// States that the message, or another record that is part of it, is lost or hurt.
    func lose(
        _ code: String, _ state: Loss.State = .carriedWithLoss, _ kind: RecordKind = .message,
        key: SourceKey? = nil, because reason: String
    ) throws {
        guard !isCopy else { return }
        try context.losses.state(code, state, kind, key: key ?? self.key.key, place: place, because: reason)
    }

    /// Yields a file that came with the message; its bytes are looked for among the files of the archive.
    ///
    /// - Parameter shown: whether it goes with the message, not into its text.
    @discardableResult
    func yield(
        file id: String, name: String, mediaType: String = "", url: String?, pixels: PixelSize? = nil,
        isHosted: Bool, shown: Bool = true
    ) throws -> Attachment {
        let entry = context.files.entry(
            channel: channel, message: messageId, attachment: id, url: url, isHosted: isHosted)
        let code = isHosted ? "teams.hosted-content.not-in-archive" : "teams.file.not-in-archive"
        let picture = mediaType.isEmpty && isHosted ? entry.flatMap { context.files.picture($0) } : nil
        // Nobody can open the address of a hosted content in a browser.
        let attachment = Attachment(
            key: TeamsKeys.attachment(key, id), name: name + (picture?.ending ?? ""),
            mediaType: picture?.type ?? (mediaType.isEmpty ? MediaType.named(name) : mediaType),
            declaredSize: entry?.size,
            pixels: pixels, location: entry.map { .entry($0.name) } ?? .missing(code: code),
            link: isHosted ? nil : url)
        if entry == nil {
            try lose(
                code, .notInSource, .attachment, key: attachment.key.key,
                because: isHosted
                    ? "the picture was not downloaded; docs/guide/export-teams.md says how it is"
                    : "the file was not downloaded from SharePoint or OneDrive; its link is carried")
        } else if let defect = SizeDefect(stated: nil, found: entry?.size) {
            // Teams states no sizes, but nobody sends a file without bytes.
            try lose(
                "teams.file." + defect.rawValue, .carriedWithLoss, .attachment, key: attachment.key.key,
                because: defect.reason)
        }
        try context.sink.take(.attachment(attachment))
        if shown { show(attachment.key) }
        return attachment
    }

    /// Whether the bytes of a hosted content are in the archive.
    func isAtHand(_ id: String, url: String?) -> Bool {
        context.files.entry(
            channel: channel, message: messageId, attachment: id, url: url, isHosted: true) != nil
    }

    /// Lets a file that was yielded go with the message.
    func show(_ file: AttachmentKey) {
        if !files.contains(file) { files.append(file) }
    }

    private var messageId: String { key.key.id.split(separator: "/").last.map(String.init) ?? "" }

    /// The image of a custom emoji; `nil` when it was not downloaded, so that the name is shown.
    func emojiImage(_ url: String) throws -> AttachmentKey? {
        guard let id = TeamsImage.contentId(of: url), isAtHand(id, url: url) else { return nil }
        return try yield(file: id, name: "emoji", url: nil, isHosted: true, shown: false).key
    }
}
