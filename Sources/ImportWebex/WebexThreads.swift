// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// Which messages are there, and which of those that replies name are not: answers come in no order, replies before
/// what they answer. Memory grows with the messages up to a limit, and beyond it with the open references only.
struct WebexThreads {
    /// What is known of a message that replies name.
    struct Missing {
        let id: String
        let room: String
        /// When the first of the replies was sent.
        var firstReply: Timestamp
    }

    private let limit: Int
    private var present: Set<UInt64> = []
    private var open: [String: Missing] = [:]
    /// Whether more messages came than are remembered, so that the open references have to be looked up again.
    private(set) var isIncomplete = false

    /// Makes an empty collection that remembers so many messages.
    init(limit: Int = 3_000_000) {
        self.limit = limit
    }

    /// Whether a message came before; `false` also where that is not remembered.
    func isKnown(_ id: String) -> Bool { present.contains(Self.code(id)) }

    /// Remembers that a message is there.
    mutating func note(_ id: String) {
        if !open.isEmpty { open[id] = nil }
        if present.count < limit { present.insert(Self.code(id)) } else { isIncomplete = true }
    }

    /// Remembers that a reply names a message.
    mutating func refer(to id: String, in room: String, at time: Timestamp) {
        if isKnown(id) { return }
        let known = open[id]?.firstReply ?? time
        open[id] = Missing(id: id, room: room, firstReply: min(known, time))
    }

    /// The messages named that did not come, in the order of their ids.
    var missing: [Missing] { open.values.sorted { $0.id < $1.id } }

    // Two messages of one code would only make a missing one pass for present.
    static func code(_ id: String) -> UInt64 {
        id.utf8.reduce(14_695_981_039_346_656_037) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
    }
}
