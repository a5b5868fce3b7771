// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryText
import Glibc
import Testing

struct EmojiNamesTests {
    @Test("the built-in table is the mapping's")
    func table() throws {
        let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let file = try #require(fopen("/" + root + "/mappings/emoji/slack.json", "r"))
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        let count = fread(&bytes, 1, bytes.count, file)
        let names = try JSONDocument(parsing: bytes[..<count]).root
        #expect(names.count > 1900)
        for (name, characters) in names.members {
            #expect(EmojiNames.characters(named: name) == characters.string)
        }
    }

    @Test(
        "names and skin tones",
        arguments: [
            ("thumbsup", "👍"), ("+1::skin-tone-6", "👍🏿"), ("v::skin-tone-2", "✌🏻"),
            ("male-doctor::skin-tone-4", "👨🏽‍⚕️"), ("heart", "❤️"),
            ("people_holding_hands::skin-tone-2", "🧑🏻‍🤝‍🧑🏻"),
            ("people_holding_hands::skin-tone-2-6", "🧑🏻‍🤝‍🧑🏿"),
            ("man_and_woman_holding_hands::skin-tone-2-6", "👩🏻‍🤝‍👨🏿"),
            ("man_and_woman_holding_hands::skin-tone-3", "👫🏼"),
            ("handshake::skin-tone-2-6", "🫱🏻‍🫲🏿"), ("handshake::skin-tone-2", "🤝🏻"),
        ])
    func tones(name: String, expected: String) throws {
        let characters = try #require(EmojiNames.characters(named: name))
        #expect(Array(characters.unicodeScalars) == Array(expected.unicodeScalars))
    }

    @Test(
        "what is no name has no characters",
        arguments: [
            "", ":", "::", "nobody", "+1::skin-tone-1", "+1::skin-tone-7", "+1::", "+1::skin-tone-2-3-4",
        ])
    func unknown(name: String) {
        #expect(EmojiNames.characters(named: name) == nil)
    }
}
