// SPDX-License-Identifier: Apache-2.0
internal import FerryImport
internal import FerryJSON
internal import FerryModel
internal import FerryText

/// What a message says: its blocks, else its text, then its attachments.
struct SlackBody {
    /// The text with its meaning.
    private(set) var text: RichText
    /// The kinds of blocks that are missing from it.
    private(set) var unsupported: [String]
    /// What cannot be read for its type.
    private(set) var mistyped = MistypedMembers()
    /// Whether the message is larger than any that people write, so that only the beginning of its text is there.
    private(set) var isCut = false

    // Slack takes 40,000 characters; a message with its blocks and previews has some hundred kilobytes at most.
    private static let longest = 2 << 20
    private static let keptText = 1 << 20

    /// Reads a message; `hasFiles` says whether files come with it.
    init(_ message: JSONElement, _ references: SlackReferences, hasFiles: Bool) {
        var references = references
        if hasFiles {
            references.fileTitle = { id in
                let file = message.objects("files").first { $0.text("id") == id }
                return file?.text("title") ?? file?.text("name")
            }
        }
        if let beginning = Self.beginning(of: message, references) {
            text = beginning
            unsupported = []
            isCut = true
            return
        }
        var blocks = SlackBlocks(references)
        mistyped.expectObjects("blocks", message["blocks"])
        let rich = message["blocks"].map { blocks.read($0) } ?? RichText([])
        text = rich
        // The text stands in for blocks nobody knows.
        if rich.isEmpty || !blocks.unsupported.isEmpty {
            let plain = Self.plain(message, hasFiles: hasFiles, &mistyped)
            if rich.isEmpty || !plain.isEmpty { text = SlackMarkup(references).read(plain) }
        }
        var attachments = SlackAttachments(references)
        if let list = message["attachments"] {
            mistyped.expectObjects("attachments", list)
            text.blocks += attachments.read(list).blocks
        }
        unsupported = blocks.unsupported + attachments.unsupported

        switch message.text("subtype") {
        case "file_comment":
            text.blocks.insert(contentsOf: Self.commentedFile(message, references), at: 0)
        case "huddle_thread", "sh_room_created", "sh_room_shared":
            text.blocks += SlackCall.blocks(message, references)
        case "ekm_access_denied" where text.isEmpty:
            text = RichText(plain: "Slack withheld the text of this message, because its key was revoked.")
        case let subtype? where text.isEmpty && SlackSubtype(subtype) == .happened:
            text = RichText(plain: subtype.split(separator: "_").joined(separator: " "))
        default:
            break
        }
    }

    /// The beginning of the text of a message that is too long; its blocks would take many times their bytes.
    private static func beginning(of message: JSONElement, _ references: SlackReferences) -> RichText? {
        guard message.withRawBytes({ $0.count }) > longest, let text = message.text("text"), !text.isEmpty
        else { return nil }
        return SlackMarkup(references).read(String(decoding: text.utf8.prefix(keptText), as: UTF8.self))
    }

    /// The text; old exports wrap what was said about a file in a sentence of Slack's own.
    private static func plain(
        _ message: JSONElement, hasFiles: Bool, _ mistyped: inout MistypedMembers
    ) -> String {
        let text = message.text("text", noting: &mistyped) ?? ""
        switch message.text("subtype") {
        case "file_comment":
            return message["comment"]?.text("comment") ?? text
        case "file_share" where hasFiles:
            if let comment = message["file"]?["initial_comment"]?.text("comment") { return comment }
            let isSentence = [" uploaded a file: <", " shared a file: <"].contains {
                text.firstRange(of: $0) != nil
            }
            guard isSentence, text.hasPrefix("<@") else { return text }
            guard let mark = text.firstRange(of: "> and commented: ") else { return "" }
            return String(text[mark.upperBound...])
        default:
            return text
        }
    }

    private static func commentedFile(_ message: JSONElement, _ references: SlackReferences) -> [RichText
        .Block]
    {
        guard let file = message["file"] ?? message.objects("files").first else { return [] }
        let name = SlackSecrets.stripped(file.text("title") ?? file.text("name") ?? file.text("id") ?? "")
        guard let link = file.text("permalink") else {
            return name.isEmpty ? [] : [.quote([.paragraph([.text(name)])])]
        }
        let url = SlackSecrets.stripped(link)
        return [.quote([.paragraph([.link(url: url, [.text(name.isEmpty ? url : name)])])])]
    }
}
