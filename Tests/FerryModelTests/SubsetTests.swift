// SPDX-License-Identifier: Apache-2.0
import FerryModel
import Testing

struct SubsetTests {
    @Test(arguments: ["0/3", "4/3", "1/0", "-1/3", "1", "1/2/3", "a/b", "", "/"])
    func whatIsNoPartIsRefused(_ text: String) {
        #expect(Subset(text) == nil)
    }

    @Test func everyKeyIsInExactlyOnePart() throws {
        let parts = try (1...7).map { try #require(Subset("\($0)/7")) }
        var sizes = Array(repeating: 0, count: 7)
        for number in 0..<2_000 {
            let holders = parts.indices.filter { parts[$0].contains("slack:T1:channel:C\(number)") }
            #expect(holders.count == 1)
            if let holder = holders.first { sizes[holder] += 1 }
        }
        #expect(sizes.allSatisfy { (200...380).contains($0) }, "\(sizes)")
    }

    // Parts are compared between versions and machines: they must stay what they are.
    @Test func partOfAKeyNeverChanges() throws {
        let part = (1...1000).first { Subset("\($0)/1000")?.contains("slack:T1:channel:C1") == true }
        let bytes = SHA256.digest(of: "slack:T1:channel:C1").bytes
        let number = bytes.prefix(8).reduce(UInt64(0)) { $0 * 256 + UInt64($1) }
        #expect(part.map { UInt64($0 - 1) } == number % 1000)
    }
}
