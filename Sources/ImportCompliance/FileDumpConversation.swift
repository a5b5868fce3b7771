// SPDX-License-Identifier: Apache-2.0

/// What is known of the conversation that is being read.
struct FileDumpConversation {
    /// Somebody came or went.
    struct Passage {
        let person: String
        let time: Int64
    }

    /// The display name of the room in Mattermost, a person's or a room's name elsewhere.
    let perspective: String
    var roomText: String?
    var start: Int64?
    var end: Int64?
    var entered: [Passage] = []
    var left: [Passage] = []
    var room: FileDumpRoom?
    var sequence = ComplianceSequence()
    /// The messages by author and text, to find the one that `delete …` means where messages have no ids.
    var byText: [Int: (post: CompliancePost, isDeleted: Bool)] = [:]

    init(perspective: String) {
        self.perspective = perspective
    }

    /// Everybody who is named as present, for conversations that have no room.
    var participants: [String] { Set(entered.map(\.person)).sorted() }
}
