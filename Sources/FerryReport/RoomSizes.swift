// SPDX-License-Identifier: Apache-2.0

/// Rooms gathered into classes by the number of their messages, each ten times the one before.
struct RoomSizes {
    /// Rooms of `first` to `last` messages.
    struct Class: Equatable {
        let first: Int
        /// `nil` for the class without an end.
        let last: Int?
        var rooms = 0
    }

    /// From the empty rooms up to the class of the largest one.
    let classes: [Class]

    init(_ messages: some Sequence<Int>) {
        var classes = [
            Class(first: 0, last: 0), Class(first: 1, last: 9), Class(first: 10, last: 99),
            Class(first: 100, last: 999), Class(first: 1_000, last: 9_999),
            Class(first: 10_000, last: 99_999),
            Class(first: 100_000, last: nil),
        ]
        for count in messages {
            let index = classes.firstIndex { count <= $0.last ?? .max } ?? 0
            classes[index].rooms += 1
        }
        let largest = classes.lastIndex { $0.rooms > 0 } ?? 0
        self.classes = Array(classes[...largest])
    }
}
