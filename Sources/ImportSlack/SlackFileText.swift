// SPDX-License-Identifier: Apache-2.0
internal import FerryImport
internal import FerryJSON
internal import FerryModel
internal import FerryText

/// The text that a message holds of a snippet, post or mail it came with.
struct SlackFileText {
    /// Whether the message holds the start only.
    let isCut: Bool
    /// A snippet as code, a post or mail as a quote; nothing when the message holds nothing of it.
    let blocks: [RichText.Block]

    init(_ file: JSONElement) {
        let mode = file.text("mode") ?? ""
        isCut = file.isTrue("preview_is_truncated") || (file.number("lines_more") ?? 0) > 0
        switch mode {
        case "snippet":
            let text = SlackSecrets.stripped(file.text("preview") ?? file.text("plain_text") ?? "")
            let type = file.text("filetype").flatMap { $0 == "text" ? nil : $0 }
            blocks = text.isEmpty ? [] : [.code(text, language: type)]
        case "space", "email":
            let stated = file.text("plain_text") ?? file.text("preview_plain_text") ?? file.text("preview")
            let text = SlackSecrets.stripped(Self.plain(stated ?? ""))
            blocks = text.isEmpty ? [] : [.quote(RichText(plain: text).blocks)]
        default: blocks = []
        }
    }

    /// Posts are previewed as simple markup; tags become spaces between lines.
    private static func plain(_ text: String) -> String {
        guard text.utf8.first == UInt8(ascii: "<") else { return text }
        var result = ""
        var isTag = false
        for character in text {
            switch character {
            case "<": isTag = true
            case ">" where isTag:
                isTag = false
                if result.last != "\n", !result.isEmpty { result.append("\n") }
            default: if !isTag { result.append(character) }
            }
        }
        while result.last?.isNewline == true { result.removeLast() }
        return SlackEntities.decoded(result)
    }
}
