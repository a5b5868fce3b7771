// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel

/// Who is in a room in the end, as far as this migration did not make it so. Takes the room's events in order; memory is
/// eight bytes for each member, and more only for who came or went without us.
struct RoomMembers {
    private let room: String
    private var placed: Set<UInt64> = []
    private var others: [String: MemberChange] = [:]

    init(room: String) { self.room = room }

    /// Takes an event of the room; all but memberships are passed over.
    mutating func take(_ event: JSONElement, isOurs: Bool) {
        switch event["type"]?.string {
        // Whoever makes a room is in it, by an event of the homeserver's own.
        case "m.room.create": if let maker = event["sender"]?.string { placed.insert(Self.short(maker)) }
        case "m.room.member": takeMembership(event, isOurs)
        default: return
        }
    }

    private mutating func takeMembership(_ event: JSONElement, _ isOurs: Bool) {
        guard let user = event["state_key"]?.string, let membership = event["content"]?["membership"]?.string
        else { return }
        let isMember = membership == "join"
        if isOurs {
            others[user] = nil
            if isMember { placed.insert(Self.short(user)) } else { placed.remove(Self.short(user)) }
        } else if isMember == placed.contains(Self.short(user)) {
            // A profile that changed, an invitation, or somebody who is back where we had put them.
            others[user] = nil
        } else {
            others[user] = MemberChange(
                room: room, user: user, membership: membership,
                sender: event["sender"]?.string ?? "",
                time: Timestamp(milliseconds: event["origin_server_ts"]?.int64 ?? 0))
        }
    }

    /// Who is in the room or out of it without us, by user.
    var changes: [MemberChange] { others.values.sorted { $0.user < $1.user } }

    // 64 bits keep the members of a room apart; Swift's own hashes differ from run to run, which does no harm here.
    private static func short(_ user: String) -> UInt64 { UInt64(truncatingIfNeeded: user.hashValue) }
}
