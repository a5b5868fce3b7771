// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// Which messages others refer to, and which of them are there: files come in no order, replies before what they
/// answer. Memory grows with the messages up to a limit, and beyond it with the references only whose messages are far
/// away from them.
struct TeamsThreads {
    /// A message that another one refers to.
    struct Reference: Hashable {
        let channel: String
        let message: String
    }

    /// What a quote says about the message it answers.
    struct Preview {
        let author: TeamsIdentity?
        let text: String
    }

    private let limit: Int
    /// The messages that came last, and those before them.
    private var recent: Set<UInt64> = []
    private var older: Set<UInt64> = []
    private var open: Set<Reference> = []
    private var previews: [Reference: Preview] = [:]
    /// Whether more messages came than are remembered, so that the open references have to be looked up again.
    private(set) var isIncomplete = false

    /// Makes an empty collection that remembers so many messages: the last ones. So many fill two tables of 8 MiB, and a
    /// few more would double them.
    init(limit: Int = 1_500_000) {
        self.limit = limit
    }

    /// Whether a message came before; `false` also where that is not remembered.
    func isKnown(_ channel: String, _ message: String) -> Bool {
        let code = Self.code(channel, message)
        return recent.contains(code) || (!older.isEmpty && older.contains(code))
    }

    /// Remembers that a message is there.
    mutating func note(_ channel: String, _ message: String) {
        if !open.isEmpty, let found = open.remove(Reference(channel: channel, message: message)) {
            previews[found] = nil
        }
        if recent.count >= limit / 2 {
            isIncomplete = isIncomplete || !older.isEmpty
            swap(&recent, &older)
            recent.removeAll(keepingCapacity: true)
        }
        recent.insert(Self.code(channel, message))
    }

    /// Remembers that a message refers to another one, and what it says of it.
    mutating func refer(to channel: String, _ message: String, preview: Preview? = nil) {
        if isKnown(channel, message) { return }
        let reference = Reference(channel: channel, message: message)
        open.insert(reference)
        if let preview { previews[reference] = preview }
    }

    /// Whether there are messages referred to that did not come.
    var hasMissing: Bool { !open.isEmpty }

    /// The messages referred to that did not come, in the order of their keys.
    var missing: [(Reference, Preview?)] {
        open.sorted { ($0.channel, $0.message) < ($1.channel, $1.message) }.map { ($0, previews[$0]) }
    }

    // Both ids in one word: of the messages that are remembered no two are likely to share one (FNV-1a, mixed).
    private static func code(_ channel: String, _ message: String) -> UInt64 {
        var code: UInt64 = 0xCBF2_9CE4_8422_2325
        func add(_ byte: UInt8) { code = (code ^ UInt64(byte)) &* 0x100_0000_01B3 }
        for byte in channel.utf8 { add(byte) }
        add(0)
        for byte in message.utf8 { add(byte) }
        code = (code ^ (code >> 33)) &* 0xFF51_AFD7_ED55_8CCD
        return code ^ (code >> 33)
    }
}
