// SPDX-License-Identifier: Apache-2.0
import FerryModel
import Testing

@testable import FerryReport

@Suite("A verdict says what the figures say")
struct VerdictTests {
    private let words = Wording(language: .english)

    private func plan(_ balance: Balance) -> PlanVerdict {
        var summary = PlanSummary()
        summary.balance = [.message: balance]
        return PlanVerdict(summary, words: words)
    }

    @Test("a plan that loses nothing says so")
    func whole() {
        let verdict = plan(Balance(parsed: 1_745, carried: 1_745))
        #expect(verdict.tone == .good)
        #expect(verdict.sentence == "The archives hold 1,745 records, and all of them arrive whole.")
    }

    @Test("a plan with losses gives the whole balance")
    func losses() {
        let verdict = plan(Balance(parsed: 1_745, carried: 1_740, carriedWithLoss: 1, notCarried: 4))
        #expect(verdict.tone == .note)
        #expect(
            verdict.sentence == """
                Of 1,745 records in the archives, 1,740 arrive whole, 1 arrives with a stated loss and \
                4 do not arrive. The reasons are given below.
                """)
    }

    @Test("a balance that does not add up is a bad verdict, whatever else is right")
    func uneven() {
        #expect(plan(Balance(parsed: 10, carried: 9)).tone == .bad)
    }

    @Test("a plan of nothing promises nothing")
    func empty() {
        #expect(plan(Balance()).tone == .note)
    }

    @Test("a proven migration ends with what is on the homeserver")
    func proven() {
        let verdict = VerifyVerdict(Samples.proven, words: words)
        #expect(
            verdict.closing == """
                All 1,745 events and 12 files of this migration are on the homeserver, each exactly once \
                and in order.
                """)
    }

    @Test("aliases are no events")
    func aliases() {
        var summary = Samples.proven
        summary.aliases = 3
        #expect(
            VerifyVerdict(summary, words: words).closing == """
                All 1,742 events, 3 aliases and 12 files of this migration are on the homeserver, each exactly \
                once and in order.
                """)
        (summary.media, summary.checked) = (0, 4)
        #expect(
            VerifyVerdict(summary, words: words).closing == """
                All 1 event and 3 aliases of this migration are on the homeserver, each exactly once and in order.
                """)
    }

    @Test("a migration that is not proven ends with everything that is wrong")
    func unproven() {
        let verdict = VerifyVerdict(Samples.unproven, words: words)
        #expect(verdict.tone == .bad)
        #expect(
            verdict.closing == """
                This migration is not proven: 3 are missing, 1 is duplicated, 2 differ and 14 operations \
                have not been carried out; 1,751 of 1,757 events, aliases and files compared are as planned.
                """)
    }

    @Test("nothing compared is nothing proven")
    func nothingCompared() {
        let verdict = VerifyVerdict(VerifySummary(), words: words)
        #expect(verdict.tone == .note)
        #expect(!verdict.closing.contains("All"))
    }

    @Test("an upload with wedged operations asks for a decision although it ended")
    func wedged() {
        #expect(UploadVerdict(Samples.stuckUpload, words: words).tone == .bad)
    }

    @Test("a paused upload says what is left and how to go on")
    func paused() {
        let verdict = UploadVerdict(Samples.pausedUpload, words: words)
        #expect(verdict.label == "Paused.")
        #expect(
            verdict.sentence
                == "1,000 of 594,410 operations are done and 593,410 are left. Run the same command again to go on. At the rate of this run, the rest takes about 4\u{A0}h\u{A0}07\u{A0}min."
        )
    }
}
