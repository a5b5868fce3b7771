// SPDX-License-Identifier: Apache-2.0

/// Counts what a run does, for the line on the terminal and the summary at the end.
public actor Progress {
    /// The figures at one moment.
    public struct Figures: Sendable {
        /// Operations settled.
        public var settled = 0
        /// Of these, found on the homeserver instead of sent.
        public var reconciled = 0
        /// Operations put aside for a human.
        public var wedged = 0
        /// Operations left out because of others.
        public var skipped = 0
        /// How many requests may be in flight; 0 before the first answer says more.
        public var concurrency = 0
        /// Rooms that a crash had left unfinished.
        public var stumps: [String] = []
    }

    /// The figures now.
    public private(set) var figures = Figures()

    /// Starts at zero.
    public init() {}

    func settled() { figures.settled += 1 }
    func reconciled(_ count: Int = 1) { figures.reconciled += count }
    func wedged() { figures.wedged += 1 }
    func skipped() { figures.skipped += 1 }
    func concurrency(_ limit: Int) { figures.concurrency = limit }
    func stump(_ room: String) { figures.stumps.append(room) }
}
