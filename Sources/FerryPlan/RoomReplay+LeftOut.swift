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

    /// Notes a message of which something comes after its room has been encrypted: only clients encrypt, so it stands
    /// there in clear, in this plan and in all later ones. Deletions hold no words.
    func noteClear(_ event: MessagePlan.Event, of message: StoredMessage) throws {
        guard let encryptedFrom, event.role != .redaction, !clearMessages.contains(message.id) else { return }
        let place = try planner.session.sentPlace(key: message.id, part: event.part)
        guard place.map({ $0 > encryptedFrom }) ?? true else { return }
        clearMessages.insert(message.id)
        try planner.session.take(
            Loss(
                code: "message.not-encrypted", kind: .message, state: .carriedWithLoss,
                key: planner.session.key(message.id),
                reason:
                    "its room is encrypted since an earlier upload, and what comes later stands there in clear"
            ))
    }

    func countLeftOut(_ message: StoredMessage) throws {
        planner.tally.count(.message, .notCarried)
        let reactions = try planner.session.reactions(toMessage: message.id)
        for reaction in reactions { try leaveOut(reaction) }
    }
}
