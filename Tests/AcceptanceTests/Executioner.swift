// SPDX-License-Identifier: Apache-2.0
import FerryTestKit
import Glibc
import Synchronization

/// Kills the program at a request of its own choosing, never by the clock.
final class Executioner: Sendable {
    /// Where the request is when the program dies.
    enum Window: CaseIterable, Sendable {
        /// It never reaches the homeserver.
        case beforeForward
        /// It reaches the homeserver when the program has long been started again.
        case onItsWay
        /// The homeserver has carried it out, the program does not know.
        case beforeAnswer
        /// The answer has left; whether the program has noted it is anybody's guess.
        case afterAnswer
    }

    private struct State {
        var victim: ChildProcess?
        var left = 0
        var writesOnly = true
        var window = Window.beforeForward
        var condemned: Int?
        var hits = 0
    }

    private let state = Mutex(State())

    /// Prepares the next kill.
    ///
    /// - Parameters:
    ///   - count: at which of the coming requests.
    ///   - writesOnly: whether only those count that may change something.
    func arm(_ victim: ChildProcess, at count: Int, writesOnly: Bool, _ window: Window) {
        state.withLock {
            $0.victim = victim
            $0.left = count
            $0.writesOnly = writesOnly
            $0.window = window
            $0.condemned = nil
        }
    }

    /// How many kills there were.
    var hits: Int { state.withLock { $0.hits } }

    /// A proxy that kills.
    func proxy(to server: SynapseServer) throws -> FaultProxy {
        try FaultProxy(
            upstream: server.port, onForwarded: { self.watch($0, .beforeAnswer) },
            onAnswered: { self.watch($0, .afterAnswer) },
            { number, method, _ in self.decide(number, isWrite: method != "GET") })
    }

    private func decide(_ number: Int, isWrite: Bool) -> Fault {
        state.withLock { state in
            guard state.victim != nil, state.condemned == nil, isWrite || !state.writesOnly else {
                return .none
            }
            state.left -= 1
            guard state.left <= 0 else { return .none }
            state.condemned = number
            switch state.window {
            case .beforeForward:
                Self.kill(&state)
                return .dropBeforeForward
            case .onItsWay:
                Self.kill(&state)
                return .delay(.milliseconds(700))
            case .beforeAnswer, .afterAnswer: return .none
            }
        }
    }

    private func watch(_ number: Int, _ window: Window) {
        state.withLock { if $0.condemned == number, $0.window == window { Self.kill(&$0) } }
    }

    private static func kill(_ state: inout State) {
        guard let victim = state.victim else { return }
        victim.signal(SIGKILL)
        state.victim = nil
        state.hits += 1
    }
}
