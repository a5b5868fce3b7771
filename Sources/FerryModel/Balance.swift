// SPDX-License-Identifier: Apache-2.0

/// What became of the records of one kind. Parsed = carried + carried with loss + not carried, always.
public struct Balance: Hashable, Sendable {
    /// What the archives held.
    public var parsed: Int
    /// What arrives whole.
    public var carried: Int
    /// What arrives with something missing from it, each with a stated loss.
    public var carriedWithLoss: Int
    /// What does not arrive, each with a reason.
    public var notCarried: Int

    /// Takes the four figures.
    public init(parsed: Int = 0, carried: Int = 0, carriedWithLoss: Int = 0, notCarried: Int = 0) {
        self.parsed = parsed
        self.carried = carried
        self.carriedWithLoss = carriedWithLoss
        self.notCarried = notCarried
    }

    /// Both together, figure by figure.
    public static func + (one: Balance, other: Balance) -> Balance {
        Balance(
            parsed: one.parsed + other.parsed, carried: one.carried + other.carried,
            carriedWithLoss: one.carriedWithLoss + other.carriedWithLoss,
            notCarried: one.notCarried + other.notCarried)
    }

    /// Whether everything parsed is accounted for.
    public var isEven: Bool { parsed == carried + carriedWithLoss + notCarried }
}
