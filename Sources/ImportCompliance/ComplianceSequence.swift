// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// Gives the messages of one conversation their places and, where the format has none, their ids, the same whenever and
/// from whomsoever's perspective the conversation is exported.
struct ComplianceSequence {
    private var time: Int64 = .min
    private var count: Int64 = 0
    private var seen: [UInt64: Int] = [:]

    /// Hashes of so many messages are remembered; a conversation is a day of a room.
    private static let limit = 200_000

    /// The place of a message among all of its room: its time, and its turn among those of the same time.
    mutating func order(at milliseconds: Int64) -> Int64 {
        count = milliseconds == time ? min(count + 1, 998) : 0
        time = milliseconds
        return milliseconds * 1000 + count
    }

    /// An id made from what the message says; the second of two equal ones has another.
    mutating func id(_ parts: String...) -> String {
        let digest = SHA256.digest(of: parts.joined(separator: "\u{0}"))
        let short = digest.bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        if seen.count >= Self.limit { seen.removeAll(keepingCapacity: true) }
        let turn = seen[short, default: 0] + 1
        seen[short] = turn
        let hex = String(digest.hex.prefix(32))
        return turn == 1 ? hex : "\(hex)-\(turn)"
    }
}
