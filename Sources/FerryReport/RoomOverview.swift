// SPDX-License-Identifier: Apache-2.0
import FerryStore

/// What a page says of all rooms together, gathered line by line, and the largest of them.
struct RoomOverview: Sendable {
    private(set) var total = 0
    private(set) var sizes = RoomSizes()
    /// As many as a page shows, largest first.
    private(set) var first: [Store.RoomLine] = []

    init(_ lines: some Sequence<Store.RoomLine> = []) {
        for line in lines { add(line) }
    }

    mutating func add(_ line: Store.RoomLine) {
        total += 1
        sizes.add(line.messages)
        if first.count < LongTable.most { first.append(line) }
    }
}
