// SPDX-License-Identifier: Apache-2.0
import FerryTestKit
import Synchronization
import Testing

/// Everything that stands between the program and the homeserver goes wrong, at many requests of one run.
@Suite(.serialized, .timeLimit(.minutes(40))) struct StormTests {
    @Test func stormsOfEveryKindAreSatOutAndNothingIsLostOrRepeated() async throws {
        // A profile that is set late must leave no trace in rooms either.
        try await Scene.with(settings: Scene.quietProfiles) { scene in
            var random = Seed()
            let again = random.again("StormTests/storms")
            print("StormTests: \(again)")
            let weather = Weather(&random)
            let proxy = try FaultProxy(upstream: scene.server.port) { _, method, _ in
                weather.fault(isWrite: method != "GET")
            }
            let ending = try await scene.migration.run(
                ["run", Scene.sample], url: proxy.url, environment: ["FERRY_HOMESERVER_TIMEOUT": "8s"],
                limit: .seconds(560))
            #expect(ending.code == 3, "\(again)\n\(ending.errors)")
            let met = Dictionary(grouping: proxy.passed.map(\.fault).filter { $0 != .none }) {
                Weather.word($0)
            }
            print("StormTests: \(met.mapValues(\.count).sorted { $0.key < $1.key })")
            #expect(Set(met.keys) == Set(Weather.words), "\(again)")
            let verdict = try await scene.verdict()
            #expect(verdict.isClean, "\(verdict)\n\(again)")
            #expect(verdict.echoes.isEmpty, "\(verdict.echoes)\n\(again)")
        }
    }
}

/// Which fault meets which request: storms at fixed counts, and single faults by chance.
private final class Weather: Sendable {
    static let words = [
        "HTML with 200", "half-open after", "half-open before", "reset", "status 429", "status 500",
        "status 502",
        "status 503", "status 504", "truncated",
    ]

    private struct State {
        var writes = 0
        var reads = 0
        var random: Seed
    }

    private let state: Mutex<State>

    init(_ random: inout Seed) { state = Mutex(State(random: random)) }

    static func word(_ fault: Fault) -> String {
        switch fault {
        case .status(let status, _): "status \(status)"
        case .truncateAnswer: "truncated"
        case .html200: "HTML with 200"
        case .hang: "half-open before"
        case .forwardThenHang: "half-open after"
        case .forwardThenReset: "reset"
        default: "other"
        }
    }

    func fault(isWrite: Bool) -> Fault {
        state.withLock { state in
            guard isWrite else {
                state.reads += 1
                // Reading what became of a write has to survive the same.
                switch state.reads % 11 {
                case 3: return .truncateAnswer(Int.random(in: 0...60, using: &state.random))
                case 7: return .html200
                default: return .none
                }
            }
            state.writes += 1
            switch state.writes {
            case 30..<45:
                return .status(429, body: "{\"errcode\":\"M_LIMIT_EXCEEDED\",\"retry_after_ms\":200}")
            case 90..<105: return .status(503, body: "<html>maintenance</html>")
            case 150..<154: return .status(502, body: "")
            case 180..<184: return .status(504, body: "<html>gateway timeout</html>")
            case 210, 230, 250: return .status(500, body: "{\"errcode\":\"M_UNKNOWN\",\"error\":\"oops\"}")
            case 270, 330: return .hang
            case 290, 310: return .forwardThenHang
            default: break
            }
            switch Int.random(in: 0..<24, using: &state.random) {
            case 0: return .truncateAnswer(Int.random(in: 0...40, using: &state.random))
            case 1: return .html200
            case 2: return .forwardThenReset
            default: return .none
            }
        }
    }
}
