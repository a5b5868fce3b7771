// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import ImportZoom

struct ZoomChatHeadTests {
    private func parsed(_ line: String, blocks: Bool = true) -> ZoomChatHead? {
        ZoomChatHead(line[...], blocks: blocks)
    }

    @Test(
        "sender and recipient are told apart in all forms",
        arguments: [
            ("10:01:00 From  John Doe  to  Everyone: ", "John Doe", "Everyone", false),
            ("10:01:00 From John Doe to Everyone:", "John Doe", "Everyone", false),
            ("10:03:00 From  John Doe to Open Mike(Direct Message):", "John Doe", "Open Mike", true),
            ("10:03:00 From  Ann  to  Bob (Privately):", "Ann", "Bob", true),
            ("17:52:15 De  Gérard G  à  Tout le monde:", "Gérard G", "Tout le monde", false),
            ("17:52:15 De  Zoé  à  Luc(Message direct):", "Zoé", "Luc", true),
            ("9:05:07 Von Anna an Alle:", "Anna", "Alle", false),
            ("09:05:07 PM From Ann to Everyone:", "Ann", "Everyone", false),
            ("10:00:00 From Going to Rome to Everyone:", "Going to Rome", "Everyone", false),
            ("10:00:00 From  A : B  to  Everyone:", "A : B", "Everyone", false),
            ("10:00:00 From  Ann  and  Ben  to  Everyone:", "Ann  and  Ben", "Everyone", false),
            ("10:00:00 Ab  Anna W  zu  Kogu klass:", "Anna W", "Kogu klass", false),
            ("10:00:00 From Dr. Weber (she/her) to Everyone:", "Dr. Weber (she/her)", "Everyone", false),
            ("2024-10-02 09:01:28 From Ann to Everyone:", "Ann", "Everyone", false),
        ])
    func names(_ line: String, sender: String, recipient: String, isDirect: Bool) throws {
        let head = try #require(parsed(line))
        #expect(head.sender == sender)
        #expect(head.recipient == recipient)
        #expect(head.isDirect == isDirect)
        #expect(head.isBlock)
    }

    @Test("the old form has its text on the line, whatever it holds")
    func inline() throws {
        let plain = try #require(parsed("16:20:25\t From  Alice : see : this", blocks: false))
        #expect(plain.sender == "Alice" && plain.recipient == nil && plain.text == "see : this")
        let ending = try #require(parsed("16:20:25\t From  Alice : as follows:", blocks: false))
        #expect(ending.sender == "Alice" && ending.text == "as follows:")
        let direct = try #require(parsed("16:21:00\t From  Alice to Bob(Privately) : thanks", blocks: false))
        #expect(
            direct.sender == "Alice" && direct.recipient == "Bob" && direct.isDirect
                && direct.text == "thanks")
        let everyone = try #require(parsed("16:21:00 From  Alice to Everyone: so: yes", blocks: false))
        #expect(everyone.sender == "Alice" && everyone.recipient == "Everyone" && everyone.text == "so: yes")
    }

    @Test("chats of cloud recordings have three fields")
    func cloud() throws {
        let head = try #require(parsed("00:03:12\tAlice: PhD:\tsee: this"))
        #expect(head.isCloud && head.second == 192 && head.sender == "Alice: PhD" && head.text == "see: this")
    }

    @Test("times are read as clocks show them")
    func times() {
        #expect(parsed("12:00:05 AM From A to Everyone:")?.second == 5)
        #expect(parsed("12:00:05 PM From A to Everyone:")?.second == 43_205)
        #expect(parsed("1:00:05 PM From A to Everyone:")?.second == 46_805)
        #expect(parsed("25:00:05 From A to Everyone:")?.second == 90_005)
    }

    @Test(
        "other lines begin no message",
        arguments: [
            "", "10:00:00", "10:00:00 ", "\t10:00:00 From A to Everyone:", "10:00 From A to Everyone:",
            "10:61:00 From A to Everyone:", "10:00:00 lunch", "10:00:00 we meet: here", "From A to Everyone:",
            "at 10:00:00 From A to Everyone:", "10:00:00 From", "10:00:00 From :",
        ])
    func others(_ line: String) { #expect(parsed(line) == nil) }
}
