// SPDX-License-Identifier: Apache-2.0
import Glibc

/// A mutex on the heap. ThreadSanitizer knows pthread's, but reports false races on `Synchronization.Mutex`.
final class PthreadMutex: @unchecked Sendable {
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>

    init() {
        mutex = .allocate(capacity: 1)
        mutex.initialize(to: pthread_mutex_t())
        pthread_mutex_init(mutex, nil)
    }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    /// Runs the body while no other thread runs one under the same mutex.
    func locked<Value, Problem: Error>(_ body: () throws(Problem) -> Value) throws(Problem) -> Value {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try body()
    }
}
