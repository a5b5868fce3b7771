// SPDX-License-Identifier: Apache-2.0
import FerryModel
import Testing

@Suite("A source key")
struct SourceKeyTests {
    @Test("is written as documented")
    func documentedForm() {
        let key = SourceKey(.slack, workspace: "T012", .message, id: "C034/1735689600.000100")
        #expect(key.text == "slack:T012:message:C034/1735689600.000100")
        #expect(key.description == key.text)
    }

    @Test(
        "survives its text form, whatever a source calls its things",
        arguments: [
            ("T1", "C1/1.2"), ("", ""), ("a:b", "c:d:e"), ("%", "%"), ("%3A", "%25"), ("100%:", ":"),
            ("::", "::"), ("%253A:%", "%3A"), ("böse\n", "line\nfeed"), ("\u{0}", "\u{0}"), ("👩‍👩‍👧", "👩‍👩‍👧:🇩🇪"),
            // Combining marks make one character of the mark and the separator before it.
            ("\u{301}T", "\u{301}x"), (":\u{301}", ":\u{301}"), ("%\u{301}", "\u{301}:\u{301}"),
            ("T\u{200D}", "\u{200D}\u{FE0F}"), ("%3A\u{20E3}", "\u{20E3}"),
        ])
    func roundTrip(workspace: String, id: String) throws {
        for kind in RecordKind.allCases {
            let key = SourceKey(.mail, workspace: workspace, kind, id: id)
            let read = try #require(SourceKey(text: key.text))
            #expect(read == key)
            #expect(Array(read.workspace.utf8) == Array(workspace.utf8))
            #expect(Array(read.id.utf8) == Array(id.utf8))
        }
    }

    @Test("is told from another by its bytes, also where Unicode holds the two equal")
    func bytes() {
        let composed = SourceKey(.slack, workspace: "T", .person, id: "name/\u{E9}")
        let decomposed = SourceKey(.slack, workspace: "T", .person, id: "name/e\u{301}")
        let reordered = ["x\u{323}\u{307}", "x\u{307}\u{323}"].map {
            SourceKey(.slack, workspace: $0, .person, id: "a")
        }
        #expect(composed.id == decomposed.id)
        #expect(composed != decomposed)
        #expect(reordered[0] != reordered[1])
        #expect(Set([composed, decomposed] + reordered + [composed]).count == 4)
        #expect(composed == SourceKey(.slack, workspace: "T", .person, id: "name/\u{E9}"))
        #expect(composed != SourceKey(.slack, workspace: "T", .channel, id: "name/\u{E9}"))
        #expect(composed != SourceKey(.teams, workspace: "T", .person, id: "name/\u{E9}"))
    }

    @Test("of one thing is never the text of another")
    func unique() {
        let parts = ["", ":", "%", "%3A", "%25", "a", "a:", ":a", "message", "a:message"]
        var texts: Set<[UInt8]> = []
        var count = 0
        for workspace in parts {
            for id in parts {
                for kind in [RecordKind.message, .person] {
                    texts.insert(Array(SourceKey(.slack, workspace: workspace, kind, id: id).text.utf8))
                    count += 1
                }
            }
        }
        #expect(texts.count == count)
    }

    @Test(
        "is not read from anything else",
        arguments: ["", "slack", "slack:T", "slack:T:message", "fax:T:message:1", "slack:T:letter:1", ":::"])
    func refused(text: String) { #expect(SourceKey(text: text) == nil) }

    @Test("of a sibling stays in the workspace")
    func sibling() {
        let key = SourceKey(.teams, workspace: "a:b", .channel, id: "1").sibling(.message, id: "2")
        #expect(key == SourceKey(.teams, workspace: "a:b", .message, id: "2"))
    }

    @Test("tells a membership, a reaction and a pin apart by what they join")
    func derivedKeys() {
        func key(_ kind: RecordKind, _ id: String) -> SourceKey {
            SourceKey(.slack, workspace: "T", kind, id: id)
        }
        let channel = ChannelKey(key(.channel, "C"))
        let message = MessageKey(key(.message, "C/1"))
        let person = PersonKey(key(.person, "U"))
        #expect(Membership(channel: channel, person: person).key.text == "slack:T:membership:C/U")
        #expect(Pin(channel: channel, message: message).key.text == "slack:T:pin:C/1")
        let reaction = Reaction(
            message: message, channel: channel, person: person, emoji: Emoji(name: "tada", characters: nil))
        #expect(reaction.key.text == "slack:T:reaction:C/1/tada/U")
        #expect(Record.reaction(reaction).key == reaction.key)
    }
}
