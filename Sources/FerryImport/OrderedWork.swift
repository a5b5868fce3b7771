// SPDX-License-Identifier: Apache-2.0
import Dispatch
import Synchronization

/// Does the same work on value after value, on all cores, and hands out what comes of it in the order of the values.
///
/// At most so much weight is on its way at once, so that memory stays bounded; a value that weighs more than a quarter
/// of that is worked on alone, by the thread that brings it. Belongs to that thread.
public final class OrderedWork<Input: Sendable, Output: Sendable> {
    /// What is done with each value. Run on other threads, so it may touch nothing that changes.
    public typealias Work = @Sendable (Input) throws -> Output

    private final class Result: Sendable {
        let output = Mutex<Swift.Result<Output, any Error>?>(nil)
        let isThere = DispatchSemaphore(value: 0)
    }

    private let work: Work
    private let limit: Int
    private let mostAtOnce: Int
    // A thread each: one queue for all of them counts the thread that waits among those at work.
    private let threads: [DispatchQueue]
    private var count = 0
    private var onTheirWay: [(result: Result, weight: Int)] = []
    private var first = 0
    private var weight = 0

    /// Makes a worker.
    ///
    /// - Parameters:
    ///   - limit: the most weight on its way at once, in bytes for example.
    ///   - cores: how many values may be worked on at once; 1 for this thread alone, `nil` for as many as the
    ///     machine has, and `WorkThreads` allows.
    public init(limit: Int, cores: Int? = nil, _ work: @escaping Work) {
        self.limit = limit
        let cores = cores ?? WorkThreads.count
        // Some wait for their turn, so that no core ever does.
        mostAtOnce = cores > 1 ? cores * 8 : 0
        threads = (0..<(cores > 1 ? cores : 0)).map { _ in DispatchQueue(label: "ordered-work") }
        self.work = work
    }

    /// Begins work on a value, and hands out what is to come before it where too much is on its way.
    ///
    /// - Throws: what earlier work threw, in its place in the order; and what `body` throws.
    public func add(_ input: Input, weight: Int, _ body: (Output) throws -> Void) throws {
        guard !threads.isEmpty, weight <= limit / 4 else {
            try finish(body)
            return try body(work(input))
        }
        while onTheirWay.count - first >= mostAtOnce || self.weight + weight > limit { try next(body) }
        let result = Result()
        onTheirWay.append((result, weight))
        self.weight += weight
        count += 1
        threads[count % threads.count].async { [work] in
            let output = Swift.Result { try work(input) }
            result.output.withLock { $0 = output }
            result.isThere.signal()
        }
    }

    /// Waits for all work and hands out what came of it.
    ///
    /// - Throws: what work threw, in its place in the order; and what `body` throws.
    public func finish(_ body: (Output) throws -> Void) throws {
        while first < onTheirWay.count { try next(body) }
    }

    private func next(_ body: (Output) throws -> Void) throws {
        let (result, weight) = onTheirWay[first]
        first += 1
        if first == onTheirWay.count || first > mostAtOnce {
            onTheirWay.removeFirst(first)
            first = 0
        }
        self.weight -= weight
        result.isThere.wait()
        let output = result.output.withLock { output in
            defer { output = nil }
            return output
        }
        if let output { try body(output.get()) }
    }
}
