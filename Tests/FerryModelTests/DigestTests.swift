// SPDX-License-Identifier: Apache-2.0
import FerryModel
import Testing

@Suite("SHA-256")
struct DigestTests {
    // Source: FIPS 180-2, appendix B, and its often quoted additional vectors.
    static let vectors: [(text: String, hex: String)] = [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ]

    @Test("gives the published digests", arguments: vectors)
    func published(text: String, hex: String) {
        #expect(SHA256.digest(of: text).hex == hex)
        #expect(SHA256.digest(of: Array(text.utf8)).hex == hex)
    }

    @Test("of a million letters a, in pieces")
    func pieces() {
        let hasher = SHA256()
        let piece = [UInt8](repeating: UInt8(ascii: "a"), count: 1000)
        for _ in 0..<1000 { piece.withUnsafeBytes { hasher.update($0) } }
        let expected = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
        #expect(hasher.finish().hex == expected)
        // Afterwards the hasher starts anew.
        #expect(hasher.finish().hex == Self.vectors[0].hex)
    }

    @Test("is read from 64 digits of either case, and from nothing else")
    func hex() throws {
        let hex = Self.vectors[1].hex
        #expect(try #require(Digest(hex: hex)).hex == hex)
        #expect(Digest(hex: hex.uppercased()) == Digest(hex: hex))
        for wrong in ["", String(hex.dropLast()), hex + "0", "g" + hex.dropFirst(), "é" + hex.dropFirst(2)] {
            #expect(Digest(hex: wrong) == nil)
        }
    }

    @Test("has 32 bytes")
    func length() {
        #expect(Digest(bytes: [UInt8](repeating: 7, count: 32))?.hex == String(repeating: "07", count: 32))
        #expect(Digest(bytes: [UInt8](repeating: 7, count: 31)) == nil)
        #expect(Digest(bytes: []) == nil)
    }
}
