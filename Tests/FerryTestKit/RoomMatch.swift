// SPDX-License-Identifier: Apache-2.0
import FerryJSON

/// Lays the events of a room beside the messages of its channel and notes what does not fit.
struct RoomMatch {
    private let channel: SlackArchive.Channel
    private let room: ServerView.Room
    private let media: [String: String]
    /// The events of each message, in their order.
    private var events: [Int: [ServerView.Event]] = [:]
    /// The message of each event.
    private var owner: [String: Int] = [:]
    private(set) var lost: [String] = []
    private(set) var foreign: [String] = []
    private(set) var reordered: [String] = []
    private(set) var altered: [String] = []
    /// Who wrote in the archive, and who on the homeserver.
    private(set) var authors: [(String, String)] = []
    /// Who reacted to a message in the archive, and who on the homeserver.
    private(set) var reactions: [(place: String, people: [String], users: [String])] = []

    init(_ channel: SlackArchive.Channel, _ room: ServerView.Room, _ media: [String: String]) {
        self.channel = channel
        self.room = room
        self.media = media
        assign()
        for (index, message) in channel.messages.enumerated() { judge(message, index) }
        judgeEdits()
        judgeReactions()
    }

    private func place(_ index: Int) -> String { "\(channel.name) \(channel.messages[index].ts)" }

    // MARK: Which event is which message

    private mutating func assign() {
        let byTime = Dictionary(grouping: channel.messages.indices) { channel.messages[$0].time }
        var last = -1
        for event in room.events where event.type == "m.room.message" && event.relation != "m.replace" {
            guard let index = (byTime[event.time] ?? []).first(where: { takes(event, $0) }) else {
                foreign.append("message \(event.id) in \(channel.name) at \(event.time)")
                continue
            }
            if index < last { reordered.append("\(place(index)) behind \(place(last))") }
            last = max(last, index)
            events[index, default: []].append(event)
            owner[event.id] = index
        }
    }

    private func takes(_ event: ServerView.Event, _ index: Int) -> Bool {
        let message = channel.messages[index]
        let present = events[index] ?? []
        if let address = event.content["url"]?.string {
            let rest = present.compactMap { $0.content["url"]?.string }
            return rest.count < message.files.count && !rest.contains(address)
        }
        guard !present.contains(where: { $0.content["url"] == nil }) else { return false }
        switch message.fate {
        case .gone: return false
        case .deleted: return event.isRedacted
        case .happened: return true
        case .said:
            let body = event.content["body"]?.string ?? ""
            // What somebody redacted is still that message, but no longer as it was.
            return event.isRedacted || message.words.allSatisfy { body.contains($0) }
        }
    }

    // MARK: Whether a message is there as it was

    private mutating func judge(_ message: SlackArchive.Message, _ index: Int) {
        let present = events[index] ?? []
        switch message.fate {
        case .gone: return
        case .happened:
            let isState = room.events.contains { $0.time == message.time && $0.marker != nil }
            if !isState { lost.append(place(index)) }
            return
        case .said, .deleted:
            guard let first = present.first else { return lost.append(place(index)) }
            if message.fate == .said, first.isRedacted { altered.append("\(place(index)) is redacted") }
            for event in present { authors.append((message.author, event.sender)) }
            judgeFiles(message, index, present)
            judgeThread(message, index, present)
            // A message that names its mentions disturbs nobody else; one that does not is searched for names.
            for event in present where !event.isRedacted {
                let mentions = event.content["m.mentions"]
                if mentions == nil || mentions?["room"]?.bool == true {
                    altered.append("\(place(index)) disturbs people")
                }
            }
        }
    }

    private mutating func judgeFiles(
        _ message: SlackArchive.Message, _ index: Int, _ present: [ServerView.Event]
    ) {
        let wanted = message.files.map(\.digest).sorted()
        let found = present.compactMap { $0.content["url"]?.string }.map { media[$0] ?? "" }.sorted()
        if wanted.count > found.count {
            lost.append("\(place(index)): a file")
        } else if wanted != found {
            altered.append("\(place(index)): the bytes of a file")
        }
    }

    private mutating func judgeThread(
        _ message: SlackArchive.Message, _ index: Int, _ present: [ServerView.Event]
    ) {
        let root = message.root.flatMap { ts in channel.messages.firstIndex { $0.ts == ts } }
        let target = root.flatMap { events[$0]?.first?.id }
        for event in present where !event.isRedacted {
            let isReply = event.relation == "m.thread"
            if isReply ? event.target != target : target != nil {
                altered.append("\(place(index)): its thread")
            }
        }
    }

    // MARK: What follows a message

    private mutating func judgeEdits() {
        let edits = room.events.filter { $0.type == "m.room.message" && $0.relation == "m.replace" }
        for (index, message) in channel.messages.enumerated() where message.fate == .said {
            guard let editedAt = message.editedAt else { continue }
            let own = edits.filter {
                $0.target.flatMap { owner[$0] } == index && abs($0.time - editedAt) <= 1
            }
            if own.isEmpty { lost.append("\(place(index)): its edit") }
        }
        let wanted = channel.messages.count { $0.editedAt != nil && $0.fate == .said }
        if edits.count > wanted { foreign.append("\(edits.count) edits for \(wanted) in \(channel.name)") }
    }

    private mutating func judgeReactions() {
        var found: [Int: [String]] = [:]
        for event in room.events where event.type == "m.reaction" && !event.isRedacted {
            guard let index = event.target.flatMap({ owner[$0] }) else {
                foreign.append("reaction \(event.id) to nothing in \(channel.name)")
                continue
            }
            found[index, default: []].append(event.sender)
        }
        for (index, message) in channel.messages.enumerated() {
            let users = found[index] ?? []
            reactions.append((place(index), message.reactions, users))
            let difference = message.reactions.count - users.count
            if difference > 0 { lost.append("\(place(index)): \(difference) reactions") }
            if difference < 0 { foreign.append("\(place(index)): \(-difference) reactions more") }
        }
    }
}
