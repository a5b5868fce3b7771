// SPDX-License-Identifier: Apache-2.0
internal import FerryImport
internal import FerryJSON
internal import FerryModel

/// What compliance events say: the only answers of the API that tell of deletions and of people coming and going.
/// Source: https://developer.webex.com/compliance/docs/compliance-events
struct WebexEvents {
    private let context: WebexContext
    private let messages: WebexMessageReader
    private let files: any WebexFileFinder

    init(_ context: WebexContext, _ messages: WebexMessageReader, files: any WebexFileFinder) {
        self.context = context
        self.messages = messages
        self.files = files
    }

    /// What one reading of the events takes: they come newest first, and a change needs what it changes.
    enum Pass: CaseIterable { case memberships, created, changed }

    private enum Kind { case membership, created, changed, room, other }

    private static func kind(_ event: JSONElement) -> Kind {
        switch (event.text("resource")?.lowercased(), event.text("type")?.lowercased()) {
        case ("memberships", "created"), ("memberships", "deleted"): .membership
        case ("messages", "created"): .created
        case ("messages", "updated"), ("messages", "deleted"): .changed
        case ("rooms", "created"), ("rooms", "updated"): .room
        default: .other
        }
    }

    /// Takes an event in one of the readings; gives whether it is of a kind that no reading carries.
    func take(_ event: JSONElement, in pass: Pass, at place: Place) throws -> Bool {
        guard let data = event.object("data") else { return pass == .memberships }
        switch (Self.kind(event), pass) {
        case (.membership, .memberships): try membership(event, data, at: place)
        case (.changed, .memberships): data.id("id").map { context.expectChange($0.value) }
        case (.room, .memberships):
            // The newest description stands first; a list of spaces knows better.
            let isDescribed = data.id("id").flatMap { context.rooms[$0.value]?.isDescribed } ?? false
            if !isDescribed, data.text("title") != nil { context.describe(data) }
        case (.created, .created):
            // A saved message is newer than what was said when it was sent.
            if let id = data.id("id")?.value, context.threads.isKnown(id) { return false }
            try messages.read(data, files: files, room: nil, at: place)
        case (.changed, .changed): try change(event, data, at: place)
        case (.other, .memberships): return true
        default: break
        }
        return false
    }

    // MARK: Coming and going

    private func membership(_ event: JSONElement, _ data: JSONElement, at place: Place) throws {
        guard let person = context.person(of: data), let room = data.id("roomId")?.value,
            let id = event.id("id")?.value, let time = event.moment("created") ?? data.moment("created")
        else {
            return try context.losses.state(
                "webex.event.incomplete", .notSupported, .membership, place: place,
                because: "an event does not say who came or went, where, or when")
        }
        context.room(room)
        if data.text("roomType") == "direct" { context.rooms[room]?.isDirect = true }
        let isJoin = event.text("type")?.lowercased() == "created"
        var presence = context.rooms[room]?.presence[person] ?? WebexPresence()
        if isJoin {
            presence.joined = max(presence.joined ?? time, time)
            presence.isModerator = presence.isModerator || data.isTrue("isModerator")
        } else {
            presence.left = max(presence.left ?? time, time)
        }
        context.rooms[room]?.presence[person] = presence
        try yield(person, room, id: id, time, isJoin: isJoin, by: event.id("actorId")?.value)
    }

    private func yield(
        _ person: String, _ room: String, id: String, _ time: Timestamp, isJoin: Bool, by actor: String?
    ) throws {
        let key = WebexKeys.person(person)
        let other = actor.flatMap { $0 == person ? nil : $0 }
        if let other { _ = context.people.note(id: WebexId(other), address: nil) }
        let by = other.map(WebexKeys.person)
        let word = isJoin ? (other == nil ? "Joined" : "Added") : (other == nil ? "Left" : "Removed")
        let text = RichText([
            .paragraph([.text(word + ": "), .mention(key, label: context.people.name(person))])
        ])
        try context.sink.take(
            .message(
                Message(
                    key: WebexKeys.message("event/" + id), channel: WebexKeys.channel(room),
                    author: by ?? key,
                    sentAt: time, order: time.milliseconds,
                    kind: .system(isJoin ? .joined(key, by: by) : .left(key, by: by)), body: text)))
    }

    // MARK: Edits and deletions

    private func change(_ event: JSONElement, _ data: JSONElement, at place: Place) throws {
        guard let id = data.id("id")?.value else {
            return try context.losses.state(
                "webex.event.incomplete", .notSupported, .message, place: place,
                because: "an event does not say which message changed")
        }
        let time = event.moment("created") ?? data.moment("updated")
        let known = context.known(id)
        // In a change the message may bear the time of the change.
        let stated = [data.moment("created"), time].compactMap { $0 }.min()
        var change = WebexMessageReader.Change(sentAt: known.sentAt ?? WebexTime.ofId(id) ?? stated)
        if event.text("type")?.lowercased() == "deleted" {
            change.deletedAt = time ?? stated
        } else {
            change.editedAt = data.moment("updated") ?? time
            if let edited = change.editedAt, let latest = known.editedAt, latest >= edited { return }
        }
        try messages.read(data, files: files, room: nil, at: place, change: change)
    }
}
