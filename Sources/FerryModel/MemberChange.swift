// SPDX-License-Identifier: Apache-2.0

/// Somebody who is in a room, or is no longer in it, without this migration having had a part in it: who joined, was let
/// in, left or was removed by hand or by another program. No difference to the plan, for people may come and go once
/// they live there; but whoever answers for a room wants to know.
public struct MemberChange: Hashable, Sendable {
    /// The room's id.
    public var room: String
    /// The Matrix user.
    public var user: String
    /// Whether they are in the room now.
    public var isMember: Bool
    /// Their membership as the room states it: `join`, `leave`, `ban`.
    public var membership: String
    /// Who made it so: the user, or somebody else.
    public var sender: String
    /// When.
    public var time: Timestamp

    /// Describes a change.
    public init(
        room: String, user: String, isMember: Bool, membership: String, sender: String, time: Timestamp
    ) {
        self.room = room
        self.user = user
        self.isMember = isMember
        self.membership = membership
        self.sender = sender
        self.time = time
    }
}
