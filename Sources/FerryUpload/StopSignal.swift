// SPDX-License-Identifier: Apache-2.0
public import FerryModel
public import MatrixClient
import Synchronization

/// Asks an upload to stop: it claims nothing more, finishes what is in flight and ends.
public final class StopSignal: Sendable {
    private let ending = Atomic<UInt8>(0)
    private let isInterrupted: @Sendable () -> Bool
    private let isTimeUp: @Sendable () -> Bool

    /// Both are asked before each claim.
    ///
    /// - Parameters:
    ///   - isInterrupted: whether a signal of the operating system has come.
    ///   - isTimeUp: whether the upload shall go on in a later run.
    public init(
        isInterrupted: @escaping @Sendable () -> Bool = { false },
        isTimeUp: @escaping @Sendable () -> Bool = { false }
    ) {
        self.isInterrupted = isInterrupted
        self.isTimeUp = isTimeUp
    }

    /// Stops for a signal of the operating system.
    public func interrupt() { ending.store(2, ordering: .sequentiallyConsistent) }

    /// Stops until the next run.
    public func pause() {
        _ = ending.compareExchange(expected: 0, desired: 1, ordering: .sequentiallyConsistent)
    }

    /// Why the upload shall stop; `nil` while it shall go on.
    public var reason: UploadSummary.Ending? {
        switch ending.load(ordering: .sequentiallyConsistent) {
        case 0: break
        case 1: return .paused
        default: return .interrupted
        }
        if isInterrupted() { interrupt() } else if isTimeUp() { pause() }
        switch ending.load(ordering: .sequentiallyConsistent) {
        case 0: return nil
        case 1: return .paused
        default: return .interrupted
        }
    }
}

extension StopSignal {
    /// A clock whose sleep ends with `CancellationError` as soon as the upload shall stop, so that nothing waits for
    /// a homeserver that does not answer while an administrator waits for the upload.
    public func clock(_ clock: ClientClock = .system) -> ClientClock {
        var stopping = clock
        stopping.sleep = { duration in
            var rest = duration
            while rest > .zero {
                if self.reason != nil { throw CancellationError() }
                let step = min(rest, .milliseconds(200))
                try await clock.sleep(step)
                rest -= step
            }
        }
        return stopping
    }
}
