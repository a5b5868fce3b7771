// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import FerryReport

@Suite("Rooms are gathered by size")
struct RoomSizesTests {
    @Test("every room is in one class, and the classes end with the largest room")
    func classes() {
        let sizes = RoomSizes([0, 0, 1, 9, 10, 1_000, 0])
        #expect(sizes.classes.map(\.rooms) == [3, 2, 1, 0, 1])
        #expect(sizes.classes.map(\.first) == [0, 1, 10, 100, 1_000])
        #expect(RoomSizes([5_000_000]).classes.last == .init(first: 100_000, last: nil, rooms: 1))
        #expect(RoomSizes([]).classes == [.init(first: 0, last: 0)])
    }
}
