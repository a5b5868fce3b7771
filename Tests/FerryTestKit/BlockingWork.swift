// SPDX-License-Identifier: Apache-2.0

/// Work that blocks, kept away from the few threads that run Swift's tasks.
public enum BlockingWork {
    /// Runs the body on a thread of its own and gives what it gives.
    public static func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws
        -> Value
    {
        try await withCheckedThrowingContinuation { continuation in
            runThread { continuation.resume(with: Result { try body() }) }
        }
    }
}
