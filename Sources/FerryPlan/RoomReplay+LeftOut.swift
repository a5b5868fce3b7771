// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryStore

/// Messages that are not carried: filtered, or older than what their room already holds.
extension RoomReplay {
    func leaveOut(_ message: StoredMessage, _ reason: PlanFilter.Reason) throws {
        try planner.leaveOut(.message, key: message.id, reason)
        for reaction in try planner.session.reactions(toMessage: message.id) {
            try planner.leaveOut(.reaction, key: reaction.id, reason)
        }
        planner.leaveOut(files: message.attachments.map(\.id), reason)
    }

    func isLate(_ message: StoredMessage) -> Bool {
        if let lastSent { return message.order < lastSent }
        return lastSentTime.map { message.sentAt < $0 } ?? false
    }

    func isLeftOut(_ message: StoredMessage) throws -> Bool {
        guard isLate(message), try !planner.session.isPlanned(message: message.id) else { return false }
        let isAppended = planner.options.lateMessages == .append
        let reason =
            isAppended
            ? "the message is older than what its room already holds, so it stands at the end"
            : "the message is older than what its room already holds, and the configuration leaves such out"
        try planner.session.take(
            Loss(
                code: "message.late", kind: .message, state: isAppended ? .carriedWithLoss : .filtered,
                key: planner.session.key(message.id), reason: reason))
        if isAppended { lateMessages.insert(message.id) } else { try countLeftOut(message) }
        return !isAppended
    }

    func countLeftOut(_ message: StoredMessage) throws {
        planner.tally.count(.message, .notCarried)
        let reactions = try planner.session.reactions(toMessage: message.id)
        for reaction in reactions { try leaveOut(reaction) }
    }
}
