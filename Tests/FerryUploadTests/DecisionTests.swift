// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryStore
import FerryUpload
import MatrixClient
import Testing

@Suite("What an upload decides")
struct DecisionTests {
    private static let refusal = Refusal(status: 403, errcode: "M_FORBIDDEN", message: "no")
    private static let server = Doubt(.server, "the server failed", status: 500, errcode: "M_UNKNOWN")
    private static let connection = Doubt(.connection, "reset")

    private func word(_ verdict: Verdict) -> String {
        switch verdict {
        case .done(let result): "done \(result)"
        case .wedge: "wedge"
        case .again(let delay, _): "again \(delay.map { "\($0)" } ?? "-")"
        case .doubt: "doubt"
        case .restart: "restart"
        case .tokenRejected: "rejected"
        }
    }

    private static let answers: [(answer: Answer<String>, once: String, repeatable: String)] = [
        (.ok("$1"), "done $1", "done $1"), (.alreadyExists(refusal), "wedge", "done "),
        (.refused(refusal), "wedge", "wedge"),
        (.retry(after: .seconds(3)), "again 3.0 seconds", "again 3.0 seconds"),
        (.unknownOutcome(connection), "doubt", "again -"), (.unknownOutcome(server), "doubt", "doubt"),
        (.neverSent(TransportError(.neverSent, .other, "x")), "again -", "again -"),
        (.notAMatrixServer("x"), "again -", "again -"), (.tokenRejected(refusal), "rejected", "rejected"),
    ]

    @Test("follows from the answer, and from whether the call can be repeated")
    func verdicts() {
        for (answer, once, repeatable) in Self.answers {
            #expect(word(Verdict(answer) { $0 }) == once)
            #expect(word(Verdict(repeatable: answer) { $0 }) == repeatable)
        }
    }

    private func persistence(_ verdict: Verdict, failures: Int = 1, isWell: Bool = true) -> Persistence {
        Persistence(verdict, failures: failures, isHomeserverWell: isWell, limit: 6)
    }

    @Test("is to settle, wedge, send again or begin anew, as the verdict says")
    func plain() {
        #expect(persistence(.done("$1")) == .settle("$1"))
        #expect(persistence(.wedge("why")) == .wedge("why"))
        #expect(
            persistence(.again(after: .seconds(2), reason: "x"), failures: 99)
                == .resend(after: .seconds(2), reason: "x"))
        #expect(persistence(.restart) == .restart)
    }

    @Test(
        "is to put a request aside only when the server itself fails over it again and again, and over no other"
    )
    func poison() {
        let wedged = Persistence.wedge("the homeserver fails over this request: M_UNKNOWN")
        let lookUp = Persistence.lookUp(after: nil, reason: "the server failed")
        #expect(persistence(.doubt(Self.server), failures: 5) == lookUp)
        #expect(persistence(.doubt(Self.server), failures: 6) == wedged)
        #expect(persistence(.doubt(Self.server), failures: 60, isWell: false) == lookUp)
        #expect(persistence(.doubt(Self.connection), failures: 60) == .lookUp(after: nil, reason: "reset"))
    }

    @Test("counts only equal failures of the homeserver itself, one after the other")
    func row() {
        var failure = RepeatedFailure()
        func note(_ status: Int, _ errcode: String?, at second: Int) {
            failure.note(
                .doubt(Doubt(.server, "x", status: status, errcode: errcode)), at: .seconds(second))
        }
        for second in 1...5 { note(500, "M_UNKNOWN", at: second) }
        failure.note(.again(after: nil, reason: "429"), at: .seconds(6))
        #expect((failure.count, failure.since) == (5, .seconds(1)))
        failure.note(.doubt(Self.connection), at: .seconds(7))
        #expect(failure.count == 0)
        note(500, "M_UNKNOWN", at: 8)
        note(500, nil, at: 9)
        #expect((failure.count, failure.since) == (1, .seconds(9)))
        for status in [502, 503, 504] { note(status, nil, at: 10) }
        #expect(failure.count == 0)
        for second in 11...12 { note(503, "M_UNKNOWN", at: second) }
        #expect((failure.count, failure.since) == (2, .seconds(11)))
    }

    @Test("is to end everything when the token is not known")
    func token() {
        guard case .stop(let failure) = persistence(.tokenRejected(Self.refusal)) else {
            Issue.record("goes on")
            return
        }
        #expect(failure.kind == .notAllowed)
    }
}
