// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryStore

/// What happened to the channel: told as state that bears its own time.
extension RoomReplay {
    /// Plans joins, leaves, names and topics as state that bears its own time; `false` for what is a message.
    /// What happened to a channel that was merged into the room of another is told, but changes nothing there.
    func replayAsState(_ message: StoredMessage, author: Directory.Member, isOfOther: Bool) throws
        -> Bool
    {
        guard case .system(let event) = message.kind, message.deletedAt == nil else { return false }
        if isOfOther, case .joined = event {} else if isOfOther { return false }
        if plan.owner != nil, event.isIdentity { return false }
        var operation: PlannedOperation
        switch event {
        case .joined(let key, _):
            guard let person = try planner.member(key), try isNews(message, about: person, isJoin: true)
            else { return false }
            try enterDue(before: message.sentAt)
            try enter(person, key: message.id, part: "", at: message.sentAt)
            planner.tally.count(.message, planner.lossy.contains(message.id) ? .carriedWithLoss : .carried)
            return true
        case .left(let key, _):
            guard let person = try planner.member(key) else { return false }
            try enterDue(before: message.sentAt)
            guard try isNews(message, about: person, isJoin: false) else { return false }
            operation = plan.leave(person, key: message.id, part: "", at: message.sentAt)
        case .topic(let topic):
            lastTopic = topic
            operation = plan.topic(topic, at: message.sentAt)
        case .named(let name):
            lastName = name
            operation = plan.name(name, at: message.sentAt)
        default: return false
        }
        if operation.type != "m.room.member" {
            try enterDue(before: message.sentAt)
            try ensurePresent(author, for: message.id, at: message.sentAt)
            // In a room that an earlier upload has closed, the author has no right to it any more.
            if !isClosed { operation.sender = author.account }
        }
        operation.key = message.id
        operation.part = ""
        try planner.appendState(operation, to: lane)
        planner.tally.count(.message, planner.lossy.contains(message.id) ? .carriedWithLoss : .carried)
        return true
    }
}

extension SystemEvent {
    /// Whether it gives the channel a name or a topic.
    fileprivate var isIdentity: Bool {
        switch self {
        case .named, .topic: true
        default: false
        }
    }
}
