// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryStore

/// Who is in a room while its history is replayed: says who has to join before what comes next.
///
/// Nobody can write in a room without being in it, and nobody shall seem to have joined after they wrote.
struct RoomScript {
    /// A join that the archive states or implies.
    struct Join {
        let member: Directory.Member
        /// The number of the membership's key.
        let membership: Int64
        let time: Timestamp
    }

    private var waiting: [Join]
    private(set) var present: Set<Int64> = []

    /// Takes the stated memberships.
    init(_ joins: [Join]) {
        // Last first, so that the next one is taken off the end.
        waiting = joins.sorted { ($0.time, $0.membership) > ($1.time, $1.membership) }
    }

    /// The joins before a time, earliest first, without those who are there already. Whoever joins at that very
    /// time is left to the message that says so.
    mutating func joins(before time: Timestamp) -> [Join] {
        var due: [Join] = []
        while let next = waiting.last, next.time < time {
            waiting.removeLast()
            if enter(next.member) { due.append(next) }
        }
        return due
    }

    /// Makes somebody present; `false` if that user was there already.
    mutating func enter(_ member: Directory.Member) -> Bool { present.insert(member.account).inserted }

    /// Makes somebody absent; `false` if that user was not there.
    mutating func exit(_ member: Directory.Member) -> Bool { present.remove(member.account) != nil }
}
