// SPDX-License-Identifier: Apache-2.0

/// Somebody who is in a room, or is no longer in it, without this migration having had a part in it: who joined, was let
/// in, left or was removed by hand or by another program. No difference to the plan, for people may come and go once
/// they live there; but whoever answers for a room wants to know.
public struct MemberChange: Hashable, Sendable {
    /// The room's id.
    public var room: String
    /// The Matrix user.
    public var user: String
    /// Their membership as the room states it: `join`, `invite`, `knock`, `leave` or `ban`.
    public var membership: String
    /// Who made it so: the user, or somebody else.
    public var sender: String
    /// When.
    public var time: Timestamp

    /// Describes a change.
    public init(
        room: String, user: String, membership: String, sender: String, time: Timestamp
    ) {
        self.room = room
        self.user = user
        self.membership = membership
        self.sender = sender
        self.time = time
    }
    /// Whether they are in the room now: who was only invited, or asks to be let in, is not.
    public var isMember: Bool { membership == "join" }
}
