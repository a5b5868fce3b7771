// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Adds up the time that parts of the program take, and the CPU time of all threads meanwhile.
struct Stopwatch {
    private(set) var seconds = 0.0
    private(set) var cpu = 0.0

    mutating func time<Value>(_ body: () throws -> Value) rethrows -> Value {
        let start = (Self.now(CLOCK_MONOTONIC), Self.now(CLOCK_PROCESS_CPUTIME_ID))
        defer {
            seconds += Self.now(CLOCK_MONOTONIC) - start.0
            cpu += Self.now(CLOCK_PROCESS_CPUTIME_ID) - start.1
        }
        return try body()
    }

    private static func now(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
