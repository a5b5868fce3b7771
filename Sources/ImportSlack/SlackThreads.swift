// SPDX-License-Identifier: Apache-2.0
internal import FerryImport
internal import FerryJSON

/// Which first messages of threads a channel's replies refer to, and which of them are there. Memory grows with
/// the threads, not with the messages.
struct SlackThreads {
    private var referenced: Set<SlackTime> = []
    private var present: Set<SlackTime> = []
    private var broadcast: Set<SlackTime> = []
    /// First messages that did not come before a reply which repeats them, as their JSON.
    private var repeated: [SlackTime: [UInt8]] = [:]

    /// Remembers a message; gives the thread it replies in.
    mutating func note(_ element: JSONElement, _ time: SlackTime) -> SlackTime? {
        guard let root = SlackTime(element["thread_ts"]), root != time else {
            if Self.isRoot(element) { present.insert(time) }
            return nil
        }
        referenced.insert(root)
        if !present.contains(root), let first = element["root"], SlackTime(first["ts"]) == root {
            repeated[root] = first.rawBytes
        }
        return root
    }

    /// The JSON of a thread's first message, where a reply that was shown in the channel repeats it.
    func repeatedRoot(_ time: SlackTime) -> [UInt8]? { repeated[time] }

    /// Whether a reply was shown in the channel as well. Exports may hold such a reply twice, and only one of
    /// the two says so.
    mutating func isBroadcast(_ element: JSONElement, _ time: SlackTime) -> Bool {
        let subtype = element.text("subtype")
        if subtype == "thread_broadcast" || subtype == "reply_broadcast" { broadcast.insert(time) }
        return broadcast.contains(time)
    }

    /// The first messages that replies refer to and that did not say of themselves that they have replies.
    var unconfirmed: Set<SlackTime> { referenced.subtracting(present) }

    /// Whether a message says that it has replies.
    static func isRoot(_ element: JSONElement) -> Bool {
        if let root = SlackTime(element["thread_ts"]) { return root == SlackTime(element["ts"]) }
        return (element.number("reply_count") ?? 0) > 0 || (element["replies"]?.elements.isEmpty == false)
    }
}
