// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// Which messages others refer to, and which of them are there: files come in no order, replies before what they
/// answer. Memory grows with the messages up to a limit, and beyond it with the references only.
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
    private var channels: [String: UInt64] = [:]
    private var present: Set<UInt64> = []
    private var open: [Reference: Preview?] = [:]
    /// Whether more messages came than are remembered, so that the open references have to be looked up again.
    private(set) var isIncomplete = false

    /// Makes an empty collection that remembers so many messages.
    init(limit: Int = 3_000_000) {
        self.limit = limit
    }

    /// Whether a message came before; `false` also where that is not remembered.
    mutating func isKnown(_ channel: String, _ message: String) -> Bool {
        code(channel, message).map { present.contains($0) } ?? false
    }

    /// Remembers that a message is there.
    mutating func note(_ channel: String, _ message: String) {
        if !open.isEmpty { open[Reference(channel: channel, message: message)] = nil }
        guard let code = code(channel, message) else { return }
        if present.count < limit { present.insert(code) } else { isIncomplete = true }
    }

    /// Remembers that a message refers to another one, and what it says of it.
    mutating func refer(to channel: String, _ message: String, preview: Preview? = nil) {
        if let code = code(channel, message), present.contains(code) { return }
        let reference = Reference(channel: channel, message: message)
        if open[reference] == nil || preview != nil { open.updateValue(preview, forKey: reference) }
    }

    /// The messages referred to that did not come, in the order of their keys.
    var missing: [(Reference, Preview?)] {
        open.sorted { ($0.key.channel, $0.key.message) < ($1.key.channel, $1.key.message) }.map {
            ($0.key, $0.value)
        }
    }

    // Channel and time in one word; ids of messages are milliseconds. An id that is no number stays open and is
    // looked up again.
    private mutating func code(_ channel: String, _ message: String) -> UInt64? {
        guard let time = UInt64(message), time < 1 << 42 else {
            isIncomplete = true
            return nil
        }
        let number = channels[channel] ?? UInt64(channels.count)
        if channels[channel] == nil { channels[channel] = number }
        guard number < 1 << 22 else {
            isIncomplete = true
            return nil
        }
        return number << 42 | time
    }
}
