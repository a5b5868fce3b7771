// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// When one person was in one room, as far as all conversations of the archive say.
struct CompliancePresence {
    private var joined: Int64?
    private var lastIn: Int64 = .min
    private var lastOut: Int64?

    /// The person came; a time that is the conversation's own beginning only says that the person was there.
    mutating func enter(at time: Int64, isEdge: Bool) {
        lastIn = max(lastIn, time)
        if !isEdge { joined = min(joined ?? time, time) }
    }

    /// The person went; a time that is the conversation's own end only says that the person was still there.
    mutating func leave(at time: Int64, isEdge: Bool) {
        if isEdge { lastIn = max(lastIn, time) } else { lastOut = max(lastOut ?? time, time) }
    }

    /// The membership.
    func membership(of channel: ChannelKey, _ person: PersonKey) -> Membership {
        let left = lastOut.flatMap { $0 >= lastIn ? $0 : nil }
        return Membership(
            channel: channel, person: person, joinedAt: joined.map { Timestamp(milliseconds: $0) },
            leftAt: left.map { Timestamp(milliseconds: $0) })
    }
}
