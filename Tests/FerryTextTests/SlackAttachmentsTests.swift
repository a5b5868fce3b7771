// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryText
import Testing

struct SlackAttachmentsTests {
    @Test(
        "attachments are quoted text",
        arguments: [
            // A link preview; underscores in its text are not markup.
            (
                #"{"service_name":"GitHub","title":"a/b","title_link":"https://g.eu/a/b","text":"_x_ &amp; y","from_url":"https://g.eu/a/b","thumb_url":"https://g.eu/t"}"#,
                ">(GitHub | <b>[a/b](https://g.eu/a/b)</b> | _x_ & y)"
            ),
            // A bot's card.
            (
                #"{"pretext":"1 *new* commit:","text":"<https://g.eu/c|c1>: `fix`","color":"4183C4","fallback":"f","mrkdwn_in":["text","pretext"]}"#,
                "1 <b>new</b> commit: | >([c1](https://g.eu/c): `fix`)"
            ),
            (
                #"{"fields":[{"title":"State","value":"*ok*","short":true},{"title":"","value":5}],"footer":"CI"}"#,
                ">(<b>State</b>⏎<b>ok</b> | 5 | <i>CI</i>)"
            ),
            (#"{"fallback":"only &lt;this&gt;"}"#, ">(only <this>)"),
            (#"{"from_url":"https://e.eu/?t=xoxe-1"}"#, ">([https://e.eu/](https://e.eu/))"),
            (
                #"{"author_name":"A","author_link":"https://e.eu/a","image_url":"https://e.eu/i.png"}"#,
                ">([A](https://e.eu/a) | [https://e.eu/i.png](https://e.eu/i.png))"
            ),
            // A shared message.
            (
                #"{"is_share":true,"author_id":"U0ANNA","channel_id":"C0GENERAL","ts":"1735689600.000100","text":"*hi*","from_url":"https://x.slack.com/archives/C0GENERAL/p1735689600000100"}"#,
                ">(@{U0ANNA|Anna} ^{C0GENERAL/1735689600.000100|#general} | <b>hi</b>)"
            ),
            (
                #"{"is_msg_unfurl":true,"author_id":"U9","author_name":"nine","channel_id":"C9","ts":"1.000001","from_url":"https://x.slack.com/9","text":"t","message_blocks":[{"team":"T1","channel":"C9","ts":"1.000001","message":{"blocks":[{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"rich"}]}]}]}}]}"#,
                ">(@{U9|nine} [https://x.slack.com/9](https://x.slack.com/9) | rich)"
            ),
            (
                #"{"blocks":[{"type":"section","text":{"type":"mrkdwn","text":"s"}}],"fallback":"[no preview]"}"#,
                ">(s)"
            ),
            (
                #"{"text":"t","actions":[{"type":"button","text":"Open","url":"https://e.eu/"}]}"#,
                ">(t | [Open](https://e.eu/))"
            ),
            ("{}", ""), ("null", ""), (#""x""#, ""),
        ])
    func attachments(json: String, expected: String) throws {
        var reader = SlackAttachments(.test)
        let text = reader.read(try JSONDocument(parsing: "[\(json)]").root)
        #expect(RichTextDump.dump(text) == expected)
        #expect(reader.unsupported.isEmpty)
    }
}
