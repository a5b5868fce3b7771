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
    private static let patience = Atomic<UInt32>(0)

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
    ///
    /// - Parameter patience: for how many seconds after the first signal the work may go on before the process is
    ///   ended as by a second one; `nil` for as long as it takes.
    static func listen(patience: UInt32? = nil) {
        // Touches the atomics once before a handler may: their first use must not happen inside a signal.
        _ = received.load(ordering: .sequentiallyConsistent)
        Self.patience.store(patience ?? 0, ordering: .sequentiallyConsistent)
        Glibc.signal(SIGINT, Self.handle)
        Glibc.signal(SIGTERM, Self.handle)
        Glibc.signal(SIGALRM, Self.give)
        // One that came before is not waited for longer than one that comes now.
        if patience == nil || signal != nil { alarm(patience ?? 0) }
    }

    private static let handle: @convention(c) (Int32) -> Void = { number in
        let earlier = Interruption.received.exchange(number, ordering: .sequentiallyConsistent)
        if earlier != 0 { _exit(128 + number) }
        let patience = Interruption.patience.load(ordering: .sequentiallyConsistent)
        if patience > 0 { alarm(patience) }
    }

    private static let give: @convention(c) (Int32) -> Void = { _ in
        let number = Interruption.received.load(ordering: .sequentiallyConsistent)
        guard number != 0 else { return }
        let words: StaticString =
            "  stopped in the middle of something long; the same command goes on from the last checkpoint\n"
        _ = write(STDERR_FILENO, words.utf8Start, words.utf8CodeUnitCount)
        _exit(128 + number)
    }
}
