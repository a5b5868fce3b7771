// SPDX-License-Identifier: Apache-2.0
public import FerryStore

/// Which lane comes next: pure bookkeeping over values, so that it can be tested without a homeserver.
///
/// Lanes come in the order they were given. A lane that has to wait is parked and comes back to the front when
/// what it waits for is settled. No lane is handed out twice at once.
public struct LaneQueue: Sendable {
    /// What there is to do for somebody who has time.
    public enum Next: Sendable {
        /// Carry out this lane.
        case lane(Lane)
        /// Nothing now, but another lane is being worked on and may free one.
        case wait
        /// Every lane that is left waits for something that nobody is working on.
        case stuck([Lane])
        /// Nothing is left.
        case finished
    }

    private var ready: [Lane]
    private var parked: [Dependency: [Lane]] = [:]
    private var running = 0

    /// Takes the lanes in the order they are to be carried out.
    public init(_ lanes: [Lane]) { ready = lanes.reversed() }

    /// Hands out the next lane.
    public mutating func next() -> Next {
        if let lane = ready.popLast() {
            running += 1
            return .lane(lane)
        }
        if running > 0 { return .wait }
        guard !parked.isEmpty else { return .finished }
        let stuck = parked.values.joined().sorted { $0.id < $1.id }
        parked = [:]
        return .stuck(stuck)
    }

    /// A lane that was handed out has come to its end.
    public mutating func finish() { running -= 1 }

    /// A lane that was handed out cannot go on before something is settled.
    public mutating func park(_ lane: Lane, on dependency: Dependency) {
        running -= 1
        parked[dependency, default: []].append(lane)
    }

    /// Something was settled, well or not: what waited for it comes to the front, in its order.
    public mutating func settle(_ dependency: Dependency) {
        guard let lanes = parked.removeValue(forKey: dependency) else { return }
        ready += lanes.sorted { $0.id > $1.id }
    }

    /// Puts a lane to the front that was handed out as stuck.
    public mutating func readd(_ lane: Lane) { ready.append(lane) }

    /// Whether `next` has something better to say than to wait.
    public var hasNews: Bool { !ready.isEmpty || running == 0 }

    /// How many lanes wait for something.
    public var parkedCount: Int { parked.values.reduce(0) { $0 + $1.count } }
}
