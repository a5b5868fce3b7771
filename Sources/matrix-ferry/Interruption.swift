// SPDX-License-Identifier: Apache-2.0
import Glibc
import Synchronization

/// SIGINT and SIGTERM: the first asks the work to stop after what is in flight, the second ends the process at
/// once, which is safe too.
enum Interruption {
    /// A verb ends because a signal came.
    struct Stop: Error {
        /// The exit code that the signal leads to.
        let status: ExitStatus
        /// What became of the work.
        let words: String
    }

    private static let received = Atomic<Int32>(0)

    /// The signal that came, as the exit code it leads to.
    static var signal: ExitStatus? {
        switch received.load(ordering: .sequentiallyConsistent) {
        case SIGINT: .interrupted
        case SIGTERM: .terminated
        default: nil
        }
    }

    /// Ends the work here if a signal came.
    ///
    /// - Parameter words: what becomes of the work, for people.
    /// - Throws: `Stop`.
    static func check(_ words: String) throws {
        if let signal { throw Stop(status: signal, words: words) }
    }

    /// Begins to listen.
    static func listen() {
        // Touches the atomic once before a handler may: its first use must not happen inside a signal.
        _ = received.load(ordering: .sequentiallyConsistent)
        Glibc.signal(SIGINT, Self.handle)
        Glibc.signal(SIGTERM, Self.handle)
    }

    private static let handle: @convention(c) (Int32) -> Void = { number in
        let earlier = Interruption.received.exchange(number, ordering: .sequentiallyConsistent)
        if earlier != 0 { _exit(128 + number) }
    }
}
