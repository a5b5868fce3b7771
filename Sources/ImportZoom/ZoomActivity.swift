// SPDX-License-Identifier: Apache-2.0
internal import FerryImport
internal import FerryJSON
internal import FerryModel

/// The log of who joined and left channels.
struct ZoomActivity {
    private let context: ZoomContext

    init(_ context: ZoomContext) { self.context = context }

    /// Learns who is who in an entry of the log.
    func learn(_ entry: JSONElement) {
        for person in people(entry) { context.people.learn(person) }
    }

    /// Yields an entry of the log as what happened to the channel.
    func read(_ entry: JSONElement, channel: String?, at place: Place) throws {
        guard let channel = entry.text("channel_id") ?? channel, let time = entry.moment("activity_timestamp")
        else {
            return try context.losses.state(
                "zoom.activity.incomplete", .notSupported, .message, place: place,
                because: "an entry of the activity log names no channel or no time")
        }
        let room = context.rooms.canonical(channel)
        let members = entry.object("members")
        let hasLeft = members?.text("member_status")?.lowercased() == "left"
        let operatorKey = entry.object("operator").flatMap {
            context.people.person(ZoomSession.identity(of: $0))
        }
        for element in members?.objects("member_list") ?? [] {
            let identity = ZoomSession.identity(of: element)
            guard let id = context.people.id(of: identity) else { continue }
            context.rooms.change(room) { room in
                var presence = room.presence[id] ?? ZoomRoom.Presence()
                if hasLeft {
                    presence.left = max(presence.left ?? time, time)
                } else {
                    presence.joined = max(presence.joined ?? time, time)
                }
                room.presence[id] = presence
            }
            let person = context.keys.person(id)
            let by = operatorKey == person ? nil : operatorKey
            let words = "\(identity.name.isEmpty ? id : identity.name) \(hasLeft ? "left" : "joined")"
            try context.sink.take(
                .message(
                    Message(
                        key: context.keys.message(
                            room, "activity/\(time.milliseconds)/\(hasLeft ? "left" : "joined")/\(id)"),
                        channel: context.keys.channel(room), author: by ?? person, sentAt: time,
                        order: context.order(time),
                        kind: .system(hasLeft ? .left(person, by: by) : .joined(person, by: by)),
                        body: RichText(plain: words))))
        }
    }

    private func people(_ entry: JSONElement) -> [ZoomIdentity] {
        let members = entry.object("members")?.objects("member_list") ?? []
        return (members + [entry.object("operator")].compactMap { $0 }).map { ZoomSession.identity(of: $0) }
    }
}
