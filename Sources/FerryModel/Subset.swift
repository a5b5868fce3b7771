// SPDX-License-Identifier: Apache-2.0

/// One of several parts into which things are dealt by their keys, always the same.
public struct Subset: Hashable, Sendable {
    /// Which part, from 1.
    public let part: Int
    /// How many parts there are.
    public let total: Int

    /// Reads `2/5`; `nil` for anything else, and for parts that do not exist.
    public init?(_ text: String) {
        let numbers = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
        guard numbers.count == 2, let part = numbers[0], let total = numbers[1], total > 0,
            (1...total).contains(part)
        else { return nil }
        self.part = part
        self.total = total
    }

    /// Whether the thing of a key is in this part.
    public func contains(_ key: String) -> Bool {
        let number = SHA256.digest(of: key).bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return number % UInt64(total) == UInt64(part - 1)
    }
}

extension Subset: CustomStringConvertible {
    /// `2/5`.
    public var description: String { "\(part)/\(total)" }
}
