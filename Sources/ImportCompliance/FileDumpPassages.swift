// SPDX-License-Identifier: Apache-2.0
internal import FerryImport
internal import FerryModel

/// Who came and went in one conversation of a `FileDump`.
///
/// Whoever is named at the very beginning was there before, whoever is named at the very end was still there: neither
/// came nor went.
struct FileDumpPassages {
    private let reader: FileDumpReader
    private let conversation: FileDumpConversation

    init(_ reader: FileDumpReader) {
        self.reader = reader
        conversation = reader.conversation
    }

    /// Notes all of them, and yields those who came and went as messages.
    func yield() throws {
        guard let room = conversation.room else { return }
        let identity = ComplianceContext.RoomIdentity(workspace: reader.keys.workspace, id: room.id)
        for passage in conversation.entered {
            let isKnown = reader.context.rooms[identity]?.presence[passage.person] != nil
            if room.isVisited, isKnown { reader.tally.count(.visit) }
            let isEdge = !room.isVisited && passage.time == conversation.start ?? passage.time
            reader.context.rooms[identity]?.presence[passage.person, default: CompliancePresence()]
                .enter(at: passage.time, isEdge: isEdge)
            if !isEdge, !room.isVisited {
                try yield(
                    passage, room, .joined(reader.keys.person(passage.person), by: nil), "joined", turn: 0)
            }
        }
        // Where the end is missing, the latest who left are those who were there.
        let end = conversation.end ?? conversation.left.map(\.time).max()
        for passage in conversation.left {
            if room.isVisited { reader.tally.count(.visit) }
            let isEdge = room.isVisited || passage.time == end
            reader.context.rooms[identity]?.presence[passage.person, default: CompliancePresence()]
                .leave(at: passage.time, isEdge: isEdge)
            if !isEdge {
                try yield(
                    passage, room, .left(reader.keys.person(passage.person), by: nil), "left", turn: 999)
            }
        }
    }

    private func yield(
        _ passage: FileDumpConversation.Passage, _ room: FileDumpRoom, _ event: SystemEvent, _ word: String,
        turn: Int64
    ) throws {
        let keys = reader.keys
        try reader.context.sink.take(
            .message(
                Message(
                    key: keys.message(room.id, "\(word)/\(passage.person)/\(passage.time)"),
                    channel: keys.channel(room.id), author: keys.person(passage.person),
                    sentAt: Timestamp(milliseconds: passage.time), order: passage.time * 1000 + turn,
                    kind: .system(event), body: RichText(plain: "\(word) the room"))))
    }
}
