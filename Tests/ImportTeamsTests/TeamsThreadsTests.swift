// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import ImportTeams

@Suite("Messages that others refer to")
struct TeamsThreadsTests {
    @Test("are missing when they never come, before or behind")
    func missing() {
        var threads = TeamsThreads()
        threads.note("a", "1")
        threads.refer(to: "a", "1")
        threads.refer(to: "a", "2")
        threads.refer(to: "b", "1", preview: .init(author: nil, text: "said"))
        threads.refer(to: "b", "1")
        #expect(threads.hasMissing)
        #expect(threads.missing.map(\.0.message) == ["2", "1"])
        #expect(threads.missing.map { $0.1?.text } == [nil, "said"])
        threads.note("a", "2")
        threads.note("b", "1")
        #expect(!threads.hasMissing && threads.missing.isEmpty)
        #expect(!threads.isIncomplete)
    }

    @Test("the last messages are remembered, however many there were")
    func limited() {
        var threads = TeamsThreads(limit: 100)
        for number in 1...100 { threads.note("a", "\(number)") }
        #expect((1...100).allSatisfy { threads.isKnown("a", "\($0)") })
        #expect(!threads.isIncomplete)
        for number in 101...1_000 {
            threads.note("a", "\(number)")
            // At least half of the limit.
            #expect(threads.isKnown("a", "\(number - 49)"))
            threads.refer(to: "a", "\(number - 20)")
        }
        #expect(threads.isIncomplete)
        #expect(!threads.hasMissing)
        threads.refer(to: "a", "1")
        #expect(threads.missing.count == 1)
        threads.note("a", "1")
        #expect(!threads.hasMissing)
    }
}
