// SPDX-License-Identifier: Apache-2.0
import FerryModel
import Testing

@Suite("Bytes as text of 64 letters")
struct Base64Tests {
    // The examples of RFC 4648 section 10.
    @Test(
        "are read with padding and without",
        arguments: [
            ("", ""), ("Zg==", "f"), ("Zg", "f"), ("Zm8=", "fo"), ("Zm9v", "foo"), ("Zm9vYg==", "foob"),
            ("Zm9vYmE", "fooba"), ("Zm9vYmFy", "foobar"),
        ])
    func read(_ text: String, _ plain: String) {
        #expect(Base64.bytes(text.utf8, isURLSafe: false) == Array(plain.utf8))
    }

    @Test("the letters of addresses count only where they are asked for")
    func alphabets() {
        #expect(Base64.bytes("+/+/".utf8, isURLSafe: false) == [0xFB, 0xFF, 0xBF])
        #expect(Base64.bytes("-_-_".utf8, isURLSafe: true) == [0xFB, 0xFF, 0xBF])
        #expect(Base64.bytes("-_-_".utf8, isURLSafe: false) == nil)
        #expect(Base64.bytes("Zm 9".utf8, isURLSafe: true) == nil)
    }
}
