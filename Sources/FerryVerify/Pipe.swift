// SPDX-License-Identifier: Apache-2.0

/// Hands values from one task to another, in order, and lets the first run ahead only so far.
actor Pipe<Value: Sendable> {
    /// Whoever takes has gone away.
    struct Closed: Error {}

    private let capacity: Int
    private var held: [Value] = []
    private var ending: Result<Void, any Error>?
    private var isClosed = false
    private var giver: CheckedContinuation<Void, Never>?
    private var taker: CheckedContinuation<Void, Never>?

    init(capacity: Int) { self.capacity = capacity }

    /// Gives a value; waits while as many as there is room for have not been taken.
    ///
    /// - Throws: `Closed` when nobody will take it.
    func give(_ value: Value) async throws {
        while held.count >= capacity, !isClosed { await withCheckedContinuation { giver = $0 } }
        guard !isClosed else { throw Closed() }
        held.append(value)
        wake(&taker)
    }

    /// Says that nothing more comes, and why.
    func end(_ result: Result<Void, any Error>) {
        ending = result
        wake(&taker)
    }

    /// The next value; `nil` after the last.
    ///
    /// - Throws: what the other side ended with.
    func take() async throws -> Value? {
        while held.isEmpty, ending == nil { await withCheckedContinuation { taker = $0 } }
        guard held.isEmpty else {
            defer { wake(&giver) }
            return held.removeFirst()
        }
        try ending?.get()
        return nil
    }

    /// Nobody takes anything any more.
    func close() {
        isClosed = true
        wake(&giver)
    }

    private func wake(_ continuation: inout CheckedContinuation<Void, Never>?) {
        continuation?.resume()
        continuation = nil
    }
}
