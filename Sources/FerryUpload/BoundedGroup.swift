// SPDX-License-Identifier: Apache-2.0

/// Works on many values, a few at a time.
enum BoundedGroup {
    /// Calls `body` for every value, at most `width` at once, and gives what it returns in the order of the values.
    /// The first error ends it after what has begun.
    static func map<Value: Sendable, Result: Sendable>(
        _ values: [Value], width: Int, _ body: @escaping @Sendable (Value) async throws -> Result
    ) async throws -> [Result] {
        try await withThrowingTaskGroup(of: (Int, Result).self) { group in
            var results: [Result?] = Array(repeating: nil, count: values.count)
            var next = 0
            while next < min(width, values.count) {
                let index = next
                group.addTask { (index, try await body(values[index])) }
                next += 1
            }
            while let (index, result) = try await group.next() {
                results[index] = result
                guard next < values.count else { continue }
                let following = next
                group.addTask { (following, try await body(values[following])) }
                next += 1
            }
            return results.compactMap { $0 }
        }
    }
}
