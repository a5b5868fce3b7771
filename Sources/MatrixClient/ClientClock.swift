// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Time and chance, handed in, so that tests neither wait nor guess.
public struct ClientClock: Sendable {
    /// Time since some fixed moment; never goes back.
    public var now: @Sendable () -> Duration
    /// Seconds since 1970.
    public var date: @Sendable () -> Int64
    /// Waits; throws `CancellationError` when the waiting is given up.
    public var sleep: @Sendable (Duration) async throws -> Void
    /// From 0 up to 1.
    public var random: @Sendable () -> Double

    /// Puts a clock together.
    public init(
        now: @escaping @Sendable () -> Duration, date: @escaping @Sendable () -> Int64,
        sleep: @escaping @Sendable (Duration) async throws -> Void, random: @escaping @Sendable () -> Double
    ) {
        self.now = now
        self.date = date
        self.sleep = sleep
        self.random = random
    }

    /// The machine's.
    public static let system = ClientClock(
        now: {
            var time = timespec()
            clock_gettime(CLOCK_MONOTONIC, &time)
            return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
        },
        date: { Int64(time(nil)) },
        sleep: { try await ContinuousClock().sleep(for: $0) },
        random: { .random(in: 0..<1) })
}
