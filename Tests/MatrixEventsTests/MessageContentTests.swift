// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import MatrixEvents
import Testing

@Suite("The content of a message")
struct MessageContentTests {
    private func content(_ text: RichText) -> JSONValue {
        MessageContent.text(RenderedText(text, in: knownContext), msgtype: "m.text")
    }

    @Test("always states its mentions, even if there are none")
    func mentions() {
        #expect(content(RichText(plain: "anna")) == ["msgtype": "m.text", "body": "anna", "m.mentions": [:]])
        let mention = RichText([.paragraph([.mention(PersonKey(key(.person, "anna")), label: "x")])])
        let named = content(mention)
        #expect(named["m.mentions"] == ["user_ids": ["@anna+x/y:example.org"]])
        #expect(named["format"] == "org.matrix.custom.html")
        let broadcast = content(RichText([.paragraph([.broadcast("channel")])]))
        #expect(broadcast["m.mentions"] == [:])
        let file = MessageContent.file(name: "a", mediaType: "", size: 1, pixels: nil, media: 5)
        #expect(file["m.mentions"] == [:])
    }

    @Test(
        "of a file is shown as what its type says",
        arguments: [
            ("image/png", "m.image"), ("video/mp4", "m.video"), ("audio/ogg", "m.audio"),
            ("text/plain", "m.file"),
            ("", "m.file"), ("image", "m.image"), ("images/x", "m.file"),
        ])
    func file(mediaType: String, msgtype: String) {
        let size = PixelSize(width: 640, height: 480)
        let file = MessageContent.file(name: "a.b", mediaType: mediaType, size: 9, pixels: size, media: 5)
        #expect(file["msgtype"]?.string == msgtype)
        #expect(file["url"] == ["$media": 5])
        #expect(file["body"] == "a.b")
        #expect(file["filename"] == "a.b")
        #expect(file["info"]?["mimetype"]?.string == (mediaType.isEmpty ? nil : mediaType))
        #expect(file["info"]?["size"] == 9)
        #expect(file["info"]?["w"] == 640)
        #expect(file["info"]?["h"] == 480)
    }

    @Test("in a thread falls back to an answer to the first message")
    func thread() {
        let plain = MessageContent.inThread(["body": "x"], root: 7, replyTo: nil)
        #expect(
            plain["m.relates_to"] == [
                "rel_type": "m.thread", "event_id": ["$event": 7], "is_falling_back": true,
                "m.in_reply_to": ["event_id": ["$event": 7]],
            ])
        let answer = MessageContent.inThread(["body": "x"], root: 7, replyTo: 8)
        #expect(answer["m.relates_to"]?["is_falling_back"] == false)
        #expect(answer["m.relates_to"]?["m.in_reply_to"] == ["event_id": ["$event": 8]])
        #expect(answer["body"] == "x")
    }

    @Test("of an answer names only what it answers")
    func reply() {
        let answer = MessageContent.inReply([:], to: 8)
        #expect(answer == ["m.relates_to": ["m.in_reply_to": ["event_id": ["$event": 8]]]])
    }

    @Test("of a reaction holds characters, or an image with its name beside it")
    func reaction() {
        let relation: JSONValue = ["rel_type": "m.annotation", "event_id": ["$event": 8], "key": "🎉"]
        #expect(MessageContent.reaction("🎉", image: nil, to: 8) == ["m.relates_to": relation])
        let custom = MessageContent.reaction(":parrot:", image: 5, to: 8)
        #expect(custom["m.relates_to"]?["key"] == ["$media": 5])
        #expect(custom["shortcode"] == ":parrot:")
        let long = MessageContent.reaction(String(repeating: "x", count: 600), image: nil, to: 8)
        #expect(long["m.relates_to"]?["key"]?.string?.count == CleanText.reactionKeyLimit)
        let nul = MessageContent.reaction("a\u{0}b\nc", image: nil, to: 8)
        #expect(nul["m.relates_to"]?["key"] == "ab c")
    }

    @Test("leaves room for the rest of the event below what homeservers take")
    func limit() { #expect(MessageContent.sizeLimit <= 65_536 - 3_000) }
}
