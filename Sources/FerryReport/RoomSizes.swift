// SPDX-License-Identifier: Apache-2.0

/// Rooms gathered into classes by the number of their messages, each ten times the one before.
struct RoomSizes: Sendable {
    /// Rooms of `first` to `last` messages.
    struct Class: Equatable, Sendable {
        let first: Int
        /// `nil` for the class without an end.
        let last: Int?
        var rooms = 0
    }

    private var all = [
        Class(first: 0, last: 0), Class(first: 1, last: 9), Class(first: 10, last: 99),
        Class(first: 100, last: 999), Class(first: 1_000, last: 9_999),
        Class(first: 10_000, last: 99_999), Class(first: 100_000, last: nil),
    ]

    /// From the empty rooms up to the class of the largest one.
    var classes: [Class] { Array(all[...(all.lastIndex { $0.rooms > 0 } ?? 0)]) }

    init(_ messages: some Sequence<Int> = []) {
        for count in messages { add(count) }
    }

    mutating func add(_ count: Int) {
        let index = all.firstIndex { count <= $0.last ?? .max } ?? 0
        all[index].rooms += 1
    }
}
