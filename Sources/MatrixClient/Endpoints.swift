// SPDX-License-Identifier: Apache-2.0
import FerryModel

/// Where a homeserver answers: one place for calls about the server and its users, and, where its rooms are shared out
/// among several workers, a place for the calls about each share of the rooms.
///
/// A room's place depends on its id and on the list alone. It is computed as Synapse shares rooms out among its event
/// persisters (`ShardedWorkerHandlingConfig`: the SHA-256 of the id, as a number, modulo their count), so that a list in
/// the order of `stream_writers.events` sends every event to the very worker that writes it.
struct Endpoints: Hashable, Sendable {
    private let server: String
    private let rooms: [String]

    init(server: String, rooms: [String]) {
        self.server = server
        self.rooms = rooms
    }

    /// How many places there are; they are numbered from 0, the one for calls about no room.
    var count: Int { rooms.count + 1 }

    /// The URL of a place, without a slash at its end.
    func url(_ number: Int) -> String { rooms.indices.contains(number - 1) ? rooms[number - 1] : server }

    /// The number of the place for a room.
    func number(ofRoom room: String?) -> Int {
        guard let room, !room.isEmpty, !rooms.isEmpty else { return 0 }
        guard rooms.count > 1 else { return 1 }
        // The digest's last byte is the number's highest.
        let remainder = SHA256.digest(of: room).bytes.reversed().reduce(0) {
            ($0 * 256 + Int($1)) % rooms.count
        }
        return remainder + 1
    }
}
