// SPDX-License-Identifier: Apache-2.0
import FerryModel

@testable import FerryText

extension HostileTarget {
    /// Whatever HTML comes in, what goes out is of the Matrix subset, in every dialect.
    static let html = HostileTarget("html") { input in
        var input = InputBytes(input)
        let choice = input.byte()
        let text = input.text
        switch choice % 7 {
        case 0: try Rendering.check(MailMarkup(folds: true).read(text).text)
        case 1: try Rendering.check(MailMarkup(folds: false).read(text).text)
        case 2: try Rendering.check(TeamsMarkup(References.teams).read(text).text)
        case 3: try Rendering.check(WebexMarkup(References.webex).read(html: text).text)
        case 4: try Rendering.check(SlackCanvasText.read(text, References.slack))
        case 5: try Rendering.check(HTMLText.read(text))
        default:
            try promise(HTMLText.plain(text).utf8.count <= 4 * text.utf8.count + 64, "text out of nothing")
        }
    }

    /// Whatever plain markup comes in, what goes out is of the Matrix subset, in every dialect.
    static let markup = HostileTarget("markup") { input in
        var input = InputBytes(input)
        let choice = input.byte()
        let text = input.text
        switch choice % 9 {
        case 0: try Rendering.check(SlackMarkup(References.slack).read(text))
        case 1: try Rendering.check(SlackMarkup(References.slack, emphasis: false).read(text))
        case 2: try Rendering.check(RichText(SlackMarkdown(References.slack).blocks(in: text)))
        case 3: try Rendering.check(MattermostMarkup.richText(text))
        case 4: try Rendering.check(WebexMarkup(References.webex).read(markdown: text).text)
        case 5: try Rendering.check(MailPlainText(folds: true, isFlowed: true).read(text))
        case 6:
            try Rendering.check(MailPlainText(folds: true, isFlowed: false, deletesSpace: true).read(text))
        case 7:
            let stripped = SlackSecrets.stripped(text)
            try promise(!SlackSecrets.contains(stripped), "a token is left")
            try promise(SlackSecrets.stripped(stripped) == stripped, "stripping twice is not stripping once")
            _ = (SlackPermalink.parts(of: text), SlackEntities.decoded(text), PercentText.decoded(text))
        default:
            let format = SlackMarkup(References.slack).plain(text)
            _ = SlackDate.text(seconds: Int64(choice) << 30, format: text, fallback: format)
            _ = (
                EmojiNames.characters(named: text), TeamsImage.contentId(of: text), SafeLink.target(of: text)
            )
        }
    }

    /// Stretches of a Zoom message may lie anywhere: nothing of the text gets lost, and it can be sent.
    static let zoomRanges = HostileTarget("zoom-ranges") { input in
        var input = InputBytes(input)
        let formats: [ZoomRange.Format] = [
            .strong, .emphasis, .underline, .strike, .colour("#ff0000"), .colour("red\"><script>"),
            .link("https://example.org/"), .link("javascript:x"), .bullets, .numbers, .quote, .heading(3),
            .heading(-1), .mention(PersonKey(References.key(.person, "U"))), .everyone,
        ]
        let count = Int(input.byte() % 12)
        let ranges = (0..<count).map { _ -> ZoomRange in
            let format = formats[Int(input.byte()) % formats.count]
            return ZoomRange(start: position(&input), end: position(&input), format: format)
        }
        let text = input.text
        let markup = ZoomMarkup(text, ranges: ranges)
        try promise(markup.outside <= ranges.count, "more stretches outside than there are")
        try Rendering.check(markup.text)
    }

    private static func position(_ input: inout InputBytes) -> Int {
        switch input.byte() {
        case 255: Int.max
        case 254: Int.min
        case 253: -1
        case let near: Int(near)
        }
    }
}
