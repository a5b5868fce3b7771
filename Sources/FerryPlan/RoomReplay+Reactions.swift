// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryStore
import MatrixEvents

/// How people reacted.
extension RoomReplay {
    func replayReactions(_ message: StoredMessage) throws {
        guard message.isReactedTo else { return }
        var shown: Set<String> = []
        for reaction in try planner.session.reactions(toMessage: message.id) {
            if planner.leftOutPersons.contains(reaction.person) {
                try planner.leaveOut(.reaction, key: reaction.id, .person)
                continue
            }
            // A redacted message takes no more reactions.
            guard let person = planner.directory.member(reaction.person), message.deletedAt == nil else {
                try leaveOut(reaction)
                continue
            }
            let time = reaction.reactedAt ?? message.sentAt
            let image =
                reaction.emoji.characters == nil ? reaction.emoji.image.flatMap { context.media($0) } : nil
            if reaction.emoji.characters == nil, !planner.options.customReactions {
                try planner.leaveOut(.reaction, key: reaction.id, .customReaction)
                continue
            }
            guard shown.insert("\(person.account) \(reaction.emoji.text)").inserted else {
                try state(
                    "reaction.same", .carriedWithLoss, reaction,
                    "the same user's other reaction looks the same, so one stands for both")
                continue
            }
            try ensurePresent(person, for: reaction.id, at: time)
            try append(reaction, image: image, to: message, by: person, at: time)
        }
    }

    func append(
        _ reaction: StoredReaction, image: Int64?, to message: StoredMessage, by person: Directory.Member,
        at time: Timestamp
    ) throws {
        try reopen(for: reaction.id, part: "")
        let content = MessageContent.reaction(reaction.emoji.text, image: image, to: message.id)
        try planner.append(
            PlannedOperation(
                .sendEvent, key: reaction.id, sender: person.account, room: channel.id, timestamp: time,
                type: "m.reaction", payload: Planner.text(content)), to: lane)
        planner.summary.events.reactions += 1
        guard reaction.emoji.characters == nil, image == nil else {
            return planner.tally.count(
                .reaction, planner.lossy.contains(reaction.id) ? .carriedWithLoss : .carried)
        }
        try state(
            "reaction.custom-emoji", .carriedWithLoss, reaction,
            "the image of the custom emoji is not in the archive, so its name is shown")
    }

    func leaveOut(_ reaction: StoredReaction) throws {
        try state("reaction.message-gone", .notInSource, reaction, "the message it belongs to is not carried")
    }

    func state(_ code: String, _ state: Loss.State, _ reaction: StoredReaction, _ reason: String)
        throws
    {
        planner.tally.count(.reaction, state.isNotCarried ? .notCarried : .carriedWithLoss)
        try planner.session.take(
            Loss(
                code: code, kind: .reaction, state: state, key: planner.session.key(reaction.id),
                reason: reason))
    }
}
