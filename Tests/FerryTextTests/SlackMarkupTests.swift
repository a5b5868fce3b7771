// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryText
import Glibc
import Testing

struct SlackMarkupTests {
    private func read(_ text: String, emphasis: Bool = true) -> String {
        RichTextDump.dump(SlackMarkup(.test, emphasis: emphasis).read(text))
    }

    @Test(
        "references in angle brackets",
        arguments: [
            ("hi <@U0ANNA>", "hi @{U0ANNA|Anna}"),
            ("hi <@U0BERT|bert>!", "hi @{U0BERT|bert}!"),
            ("hi <@U0BERT>", "hi @{U0BERT|U0BERT}"),
            ("<@W0GRID|@grid>", "@{W0GRID|grid}"),
            ("<U1234|@cal> archived", "@{U1234|cal} archived"),
            ("<@cal> no id", "@cal no id"),
            ("<#C0GENERAL>", "#{C0GENERAL|general}"),
            ("<#C0OTHER|andere>", "#{C0OTHER|andere}"),
            ("<#C0OTHER|>", "#{C0OTHER|C0OTHER}"),
            ("<!here> <!channel> <!everyone|everyone>", "@!here @!channel @!everyone"),
            ("<!subteam^S012AB|@ops> <!subteam^S012AB>", "@ops @S012AB"),
            ("<!date^1392734382^{date_num} at {time_secs}>", "2014-02-18 at 14:39:42 UTC"),
            ("<!date^1392734382^{date}|Feb 18>", "Feb 18"),
            ("<!date^1392734382^{date}^https://e.eu/|Feb 18>", "[Feb 18](https://e.eu/)"),
            ("<!date^nonsense^{date}>", "{date}"),
            ("<!foo|label> <!foo>", "label <!foo>"),
            ("<https://e.eu/?a=1&amp;b=2>", "[https://e.eu/?a=1&b=2](https://e.eu/?a=1&b=2)"),
            ("<https://e.eu/|see &lt;here&gt;>", "[see <here>](https://e.eu/)"),
            ("<mailto:a@e.eu|a@e.eu>", "[a@e.eu](mailto:a@e.eu)"),
            ("<tel:112|112>", "[112](tel:112)"),
            ("a < b > c", "a < b > c"),
            ("<>", "<>"), ("<", "<"), ("< <@U0ANNA>", "< @{U0ANNA|Anna}"),
            (
                "<https://x.slack.com/archives/C0GENERAL/p1735689600000100|this>",
                "^{C0GENERAL/1735689600.000100|this}"
            ),
            (
                "<https://x.slack.com/archives/C0OTHER/p1735689600000100|this>",
                "[this](https://x.slack.com/archives/C0OTHER/p1735689600000100)"
            ),
        ])
    func references(text: String, expected: String) {
        #expect(read(text) == expected)
    }

    @Test(
        "bold, italic, struck and code, at the edges of words only",
        arguments: [
            ("*b* _i_ ~s~ `c`", "<b>b</b> <i>i</i> <s>s</s> `c`"),
            ("*bold _both_*", "<b>bold <i>both</i></b>"),
            ("_*~all~*_", "<i><b><s>all</s></b></i>"),
            ("snake_case_name 2*3*4 a~b~c", "snake_case_name 2*3*4 a~b~c"),
            ("* not * bold", "* not * bold"),
            ("*not\nbold*", "*not⏎bold*"),
            ("**", "**"), ("***", "***"), ("*a", "*a"), ("a*", "a*"),
            ("(*b*), \u{201C}_i_\u{201D}.", "(<b>b</b>), \u{201C}<i>i</i>\u{201D}."),
            ("ä*b* é_i_", "ä*b* é_i_"),
            ("🎉*b*🎉", "🎉<b>b</b>🎉"),
            ("*a `*` b*", "<b>a `*` b</b>"),
            ("*<https://e.eu/*x|l*k>*", "<b>[l*k](https://e.eu/*x)</b>"),
            ("`*a* &lt;b&gt; :+1: <https://e.eu/|e.eu>`", "`*a* <b> :+1: e.eu`"),
            ("`open and *b*", "`open and <b>b</b>"),
            ("*b*\n*c*", "<b>b</b>⏎<b>c</b>"),
            ("*_a*_", "<b>_a</b>_"),
        ])
    func emphasis(text: String, expected: String) {
        #expect(read(text) == expected)
    }

    @Test(
        "code blocks and quotes",
        arguments: [
            ("```a\n  *b* &amp;&amp; c```", "code{a\n  *b* && c}"),
            ("```\na\n```\nafter", "code{a} | after"),
            ("before ```a``` after", "before  | code{a} |  after"),
            ("```wget <http://e.eu/x>\n&lt;module&gt;```", "code{wget http://e.eu/x\n<module>}"),
            ("```open", "```open"),
            ("``````", "``````"),
            ("&gt; a\n&gt;b\nc", ">(a⏎b) | c"),
            ("x\n&gt; *q*\n", "x | >(<b>q</b>)"),
            ("a\n&gt;&gt;&gt; b\nc\n```d```", "a | >(b⏎c | code{d})"),
            ("```\n&gt;&gt;&gt; a\n```", "code{>>> a}"),
            ("a &gt; b", "a > b"),
            ("&gt;", ""),
        ])
    func blocks(text: String, expected: String) {
        #expect(read(text) == expected)
    }

    @Test(
        "escapes are undone once, and only Slack's three",
        arguments: [
            ("&amp;lt; &lt;b&gt; &quot; &#39; & &am", "&lt; <b> &quot; &#39; & &am"),
            ("a\n\nb", "a⏎⏎b"), ("", ""), ("plain", "plain"), ("\n\n", ""),
        ])
    func escapes(text: String, expected: String) {
        #expect(read(text) == expected)
    }

    @Test(
        "emoji by shortcode",
        arguments: [
            (":+1:", "(+1=👍)"), (":wave::skin-tone-3:", "(wave::skin-tone-3=👋🏼)"),
            (":tada::tada:", "(tada=🎉)(tada=🎉)"), (":our-ferry:", "(our-ferry=emoji/ferry)"),
            (":nobody_knows:", ":nobody_knows:"), ("10:100:20", "10:100:20"), ("a: b:", "a: b:"), (":", ":"),
        ])
    func emoji(text: String, expected: String) {
        #expect(read(text) == expected)
    }

    @Test("without emphasis only references, emoji and escapes mean something")
    func previews() {
        #expect(read("*a* `b` &gt; <@U0ANNA> :+1:", emphasis: false) == "*a* `b` > @{U0ANNA|Anna} (+1=👍)")
    }

    @Test(
        "no token survives",
        arguments: [
            ("<https://files.slack.com/f/a.js?t=xoxe-1-2-abc|a>", "[a](https://files.slack.com/f/a.js)"),
            ("<https://e.eu/?t=xoxe-1-2&amp;x=1>", "[https://e.eu/?x=1](https://e.eu/?x=1)"),
            ("use xoxb-12-ab now", "use  now"),
            ("`xoxp-1`", "``"), ("```t=xoxs-1```", "code{t=}"), ("xoxo, love", "xoxo, love"),
        ])
    func secrets(text: String, expected: String) {
        #expect(read(text) == expected)
    }

    @Test("hostile texts are read in linear time")
    func hostile() {
        for pattern in [
            "*a ", "<", "`", "_*~", ":a", "*a_ ~b` <", "&gt;", "&gt;\n", "```", "``` `", "*(_(~(",
        ] {
            let text = String(repeating: pattern, count: 400_000 / pattern.utf8.count)
            let start = secondsOfThisThread()
            _ = SlackMarkup(.test).read(text)
            #expect(secondsOfThisThread() - start < 60, "\(pattern)")
        }
    }

    @Test("every prefix of a rich text is read")
    func prefixes() {
        let text = "*b* <@U0ANNA|a> ```x``` &gt;&gt;&gt; <!date^1^{date}|d> :+1::skin-tone-2: _ä_ `c`"
        for end in text.indices {
            #expect(SlackMarkup(.test).read(String(text[..<end])).blocks.count < 10)
        }
    }
}

/// The seconds that this thread has worked: others may keep the machine busy as long as they like.
private func secondsOfThisThread() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return time.tv_sec
}
