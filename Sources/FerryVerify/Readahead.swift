// SPDX-License-Identifier: Apache-2.0

/// Asks for several things at once and hands over what came, in the order in which it was asked for.
enum Readahead {
    /// - Parameters:
    ///   - width: so many are asked for ahead of the one that is handed over; no more are ever held.
    ///   - read: asks for one.
    ///   - take: is handed the answers, one after the other.
    static func run<Value: Sendable, Result: Sendable>(
        _ values: [Value], width: Int, read: @escaping @Sendable (Value) async throws -> Result,
        take: (Value, Result) async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: (Int, Result).self) { group in
            var asked = 0
            var held: [Int: Result] = [:]
            for (index, value) in values.enumerated() {
                while asked < min(index + width, values.count) {
                    let ahead = asked
                    group.addTask { (ahead, try await read(values[ahead])) }
                    asked += 1
                }
                while held[index] == nil, let (arrived, result) = try await group.next() {
                    held[arrived] = result
                }
                guard let result = held.removeValue(forKey: index) else { return }
                try await take(value, result)
            }
        }
    }
}
