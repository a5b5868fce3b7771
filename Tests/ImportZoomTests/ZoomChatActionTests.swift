// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import ImportZoom

struct ZoomChatActionTests {
    @Test("reactions and their being taken back are known in their words")
    func reactions() {
        #expect(
            ZoomChatAction(#"Reacted to "We already do" with 👍"#)
                == .reacted(emoji: "👍", quote: "We already do"))
        #expect(
            ZoomChatAction(#"Reacted to "a "b" with c..." with "👍🏻""#)
                == .reacted(emoji: "👍🏻", quote: #"a "b" with c..."#))
        #expect(
            ZoomChatAction(#"Removed a 😎 reaction from "Good morning folks""#)
                == .removed(emoji: "😎", quote: "Good morning folks"))
        #expect(ZoomChatAction(#"Reagierte auf „Gern“ mit ❤️"#) == .reacted(emoji: "❤️", quote: "Gern"))
        #expect(ZoomChatAction("add 👍🏻") == .reactedBefore(emoji: "👍🏻"))
        #expect(ZoomChatAction("remove ☝️") == .removedBefore(emoji: "☝️"))
    }

    @Test("what people write with the same words stays what they wrote")
    func texts() {
        for text in [
            "add 2 more", "add 👍 please", "remove it", "Replying to all of you", "Reacted to this with joy",
            "Reacted to \"x\" with", "Removed a chair", "add", "1 2 3", "",
        ] {
            #expect(ZoomChatAction(text) == .text(text))
        }
    }

    @Test("an answer's quote may hold quotes; the likeliest way to cut it comes first")
    func replies() {
        #expect(
            ZoomChatAction("Replying to \"When are we going to...\"\n\nWe already do")
                == .reply([.init(quote: "When are we going to...", text: "We already do")]))
        guard case .reply(let readings) = ZoomChatAction(#"Replying to "say "hi" to..." I did "so""#) else {
            Issue.record("no answer")
            return
        }
        #expect(readings.first == .init(quote: #"say "hi" to..."#, text: #"I did "so""#))
        #expect(readings.contains(.init(quote: "say ", text: #"hi" to..." I did "so""#)))
    }
}
