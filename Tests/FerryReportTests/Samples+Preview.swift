// SPDX-License-Identifier: Apache-2.0
import FerryModel

@testable import FerryStore

extension Samples {
    /// The end of a room with something of every kind of event.
    static var preview: Store.Preview {
        Store.Preview(
            key: "slack:T012:channel:C1", name: "bürgerbüro", total: 4_212,
            events: [
                state("m.room.name", at: 0, "{\"name\":\"bürgerbüro\"}"),
                state("m.room.topic", at: 1, "{\"topic\":\"Öffnungszeiten \\u202e\"}"),
                state("m.room.member", at: 2, "{\"membership\":\"join\"}"),
                said(
                    1, "Anna Müller", "{\"msgtype\":\"m.text\",\"body\":\"Who has the keys?\\nOr a spare?\"}"),
                said(
                    2, "ياسر",
                    """
                    {"msgtype":"m.text","body":"I","formatted_body":"<p>I <strong>do</strong>: <code>KEY-7</code></p>\
                    <blockquote><p>the keys</p></blockquote><pre><code>a long line of code that does not fit on any \
                    phone in the world</code></pre><table><thead><tr><th>Room</th></tr></thead><tbody><tr><td>7</td></tr>\
                    </tbody></table>","m.relates_to":{"rel_type":"m.thread","event_id":{"$event":1},\
                    "m.in_reply_to":{"event_id":{"$event":1}},"is_falling_back":false}}
                    """),
                said(
                    1, part: "edit", "Anna Müller",
                    "{\"body\":\"* x\",\"m.relates_to\":{\"rel_type\":\"m.replace\",\"event_id\":{\"$event\":1}}}"
                ),
                said(3, hostile, "{\"msgtype\":\"m.file\",\"body\":\"plan.pdf\",\"url\":{\"$media\":9}}"),
                said(4, "", "{}"),
                reaction(5, "👍"), reaction(6, "👍"), reaction(7, "🎉"),
                state("m.room.member", at: 9, "{\"membership\":\"leave\"}"),
            ])
    }

    private static func event(
        _ key: Int64, _ name: String, _ type: String, part: String = "", stateKey: String? = nil,
        at minute: Int64,
        _ content: String
    ) -> Store.PreviewEvent {
        Store.PreviewEvent(
            key: key, part: part, sender: "@p\(key):example.org", senderName: name,
            time: Timestamp(seconds: 1_700_000_000 + minute * 60), type: type, stateKey: stateKey,
            content: content)
    }

    private static func said(_ key: Int64, part: String = "", _ name: String, _ content: String)
        -> Store.PreviewEvent
    { event(key, name, "m.room.message", part: part, at: key, content) }

    private static func state(_ type: String, at minute: Int64, _ content: String) -> Store.PreviewEvent {
        event(20 + minute, "Anna Müller", type, stateKey: "", at: minute, content)
    }

    private static func reaction(_ key: Int64, _ shown: String) -> Store.PreviewEvent {
        event(
            key, "Anna Müller", "m.reaction", at: key,
            "{\"m.relates_to\":{\"rel_type\":\"m.annotation\",\"event_id\":{\"$event\":1},\"key\":\"\(shown)\"}}"
        )
    }
}
