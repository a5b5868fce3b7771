// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive
internal import FerryImport
internal import FerryModel
internal import FerryText

/// Yields messages with their files, from one XML file.
struct CompliancePostWriter {
    let context: ComplianceContext
    let keys: ComplianceKeys
    /// The name of the XML file.
    let entry: String
    /// Whether texts are Mattermost's Markdown.
    let isMarkdown: Bool

    /// Yields a message, or the loss it is.
    func write(_ post: CompliancePost) throws {
        guard !post.isEarlier else {
            return try lose(
                post, "message.earlier-text", .notSupported, hasKey: false,
                because: "the text that a message had before an edit is not carried; the last one is")
        }
        var attachments: [AttachmentKey] = []
        if post.deletedAt == nil {
            for file in post.files { if let key = try write(file, of: post) { attachments.append(key) } }
            guard !post.text.trimmed.isEmpty || !attachments.isEmpty else {
                return try lose(
                    post, "message.empty", .notInSource, hasKey: false,
                    because: "the message has neither a text nor a file")
            }
        }
        let body = isMarkdown ? MattermostMarkup.richText(post.text) : RichText(plain: post.text)
        try context.sink.take(
            .message(
                Message(
                    key: post.key, channel: keys.channel(post.room), author: keys.person(post.author),
                    sentAt: Timestamp(milliseconds: post.time), order: post.order,
                    editedAt: post.editedAt.map { Timestamp(milliseconds: $0) },
                    deletedAt: post.deletedAt.map { Timestamp(milliseconds: $0) }, kind: post.kind,
                    body: post.deletedAt == nil ? body : RichText([]), attachments: attachments)))
        try stateDefects(of: post)
    }

    private func stateDefects(of post: CompliancePost) throws {
        if post.isCut {
            try lose(
                post, "message.cut", .carriedWithLoss,
                because: "the text is longer than any that people write; its beginning is carried")
        }
        if post.deletedAt == nil, post.text.unicodeScalars.contains("\u{FFFD}") {
            try lose(
                post, "message.unreadable-characters", .carriedWithLoss,
                because: "characters that XML does not allow stand in the text; each is carried as U+FFFD")
        }
        if post.author == CompliancePeople.nobody {
            try lose(
                post, "message.no-author", .carriedWithLoss, because: "the file does not name the author")
        }
    }

    private func write(_ file: CompliancePost.File, of post: CompliancePost) throws -> AttachmentKey? {
        let key = keys.attachment(post.key, file.path)
        let found = context.files.entry(file.path, besides: entry)
        guard !file.isDeleted else {
            try context.lose(
                "file.deleted", .notInSource, .attachment, in: entry, line: post.line,
                because: "the file was deleted at the source")
            return nil
        }
        let code = file.hasFailed ? "file.not-transferred" : "file.not-in-archive"
        try context.sink.take(
            .attachment(
                Attachment(
                    key: key, name: file.name, mediaType: MediaType.named(file.name),
                    declaredSize: found?.size ?? file.size,
                    location: found.map { .entry($0.name) } ?? .missing(code: "compliance." + code))))
        if found == nil {
            try context.lose(
                code, .notInSource, .attachment, key: key.key, in: entry,
                because: file.hasFailed
                    ? "the transfer of the file failed at the source" : "the file is not beside the XML")
        } else if let defect = SizeDefect(stated: file.size, found: found?.size) {
            try context.lose(
                "file." + defect.rawValue, .carriedWithLoss, .attachment, key: key.key, in: entry,
                because: defect.reason)
        }
        return key
    }

    private func lose(
        _ post: CompliancePost, _ code: String, _ state: Loss.State, hasKey: Bool = true,
        because reason: String
    ) throws {
        try context.lose(
            // A message may stand in the file several times, once for each perspective.
            code, state, .message, key: hasKey ? post.key.key : nil, in: entry,
            line: hasKey ? nil : post.line, because: reason)
    }
}
