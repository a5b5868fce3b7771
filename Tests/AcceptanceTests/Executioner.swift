// SPDX-License-Identifier: Apache-2.0
import FerryTestKit
import Glibc
import Synchronization

/// Kills the program at a chosen request, never by the clock.
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

    /// Says whether the program shall die at a request, and when.
    typealias Choice = @Sendable (_ method: String, _ path: String) -> Window?

    private struct State {
        var victim: ChildProcess?
        var condemned: Int?
        var window = Window.beforeForward
    }

    private let choose: Choice
    private let state = Mutex(State())

    init(_ choose: @escaping Choice) { self.choose = choose }

    /// Lets a program that was just started be the next to die, once.
    func aim(at victim: ChildProcess) {
        state.withLock { $0 = State(victim: victim) }
    }

    /// A proxy that kills.
    func proxy(to server: SynapseServer) throws -> FaultProxy {
        try FaultProxy(
            upstream: server.port, onForwarded: { self.watch($0, .beforeAnswer) },
            onAnswered: { self.watch($0, .afterAnswer) }, { self.decide($0, $1, $2) })
    }

    private func decide(_ number: Int, _ method: String, _ path: String) -> Fault {
        state.withLock { state in
            guard state.victim != nil, state.condemned == nil, let window = choose(method, path) else {
                return .none
            }
            state.condemned = number
            state.window = window
            switch window {
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
        state.victim?.signal(SIGKILL)
        state.victim = nil
    }
}

/// Kills at the request after so many others.
final class Countdown: Sendable {
    private struct State {
        var left = 0
        var writesOnly = true
        var window = Executioner.Window.beforeForward
    }

    private let state = Mutex(State())

    /// Prepares the next kill.
    ///
    /// - Parameters:
    ///   - count: at which of the coming requests.
    ///   - writesOnly: whether only those count that may change something.
    func set(to count: Int, writesOnly: Bool, _ window: Executioner.Window) {
        state.withLock { $0 = State(left: count, writesOnly: writesOnly, window: window) }
    }

    func choose(_ method: String, _ path: String) -> Executioner.Window? {
        state.withLock { state in
            guard method != "GET" || !state.writesOnly else { return nil }
            state.left -= 1
            return state.left <= 0 ? state.window : nil
        }
    }
}

/// Kills in every window of every kind of request, one after the other.
final class Checklist: Sendable {
    private let done = Mutex<[String: Int]>([:])

    /// The kinds that were met, and in how many windows the program died over them.
    var kinds: [String: Int] { done.withLock { $0 } }

    func choose(_ method: String, _ path: String) -> Executioner.Window? {
        guard method != "GET" else { return nil }
        return done.withLock { done in
            let count = done[Self.kind(path), default: 0]
            guard count < Executioner.Window.allCases.count else { return nil }
            done[Self.kind(path)] = count + 1
            return Executioner.Window.allCases[count]
        }
    }

    /// The kind of a request, without the ids in its path.
    private static func kind(_ path: String) -> String {
        let parts = path.split(separator: "/").dropFirst(3).map(String.init)
        switch parts.first {
        case "rooms" where parts.count > 3: return parts[2] + " " + parts[3]
        case "rooms", "profile": return parts.count > 2 ? parts[2] : path
        case let first: return first ?? path
        }
    }
}
