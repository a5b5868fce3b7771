// SPDX-License-Identifier: Apache-2.0
internal import FerryJSON

/// One answer of Slack's API as slackdump keeps it, a line of a packed file.
///
/// The short names are `t` for what it is an answer to, `id` for the channel, `r` for the thread, `m` for messages,
/// `p` for the thread's first message, `ci` for a channel, `cu` for its members, `u` for people, `ch` for channels, `w`
/// for the workspace, `sm` for messages found by a search, `b` for bookmarks, `st` for what was starred.
struct SlackChunk {
    let element: JSONElement

    init(_ element: JSONElement) {
        self.element = element
    }

    /// What the answer is of no use for; a message found by a search is in its channel as well.
    var searchedMessages: Int { element["sm"]?.count ?? 0 }

    /// Bookmarks of channels, and what one person starred.
    var bookmarks: Int { (element["b"]?.count ?? 0) + (element["st"]?.count ?? 0) }

    /// The messages. Answers about threads repeat the first message, which is not handed out again when it stood
    /// in an answer before.
    func messages(unlessIn seen: inout Set<SlackTime>, _ body: (JSONElement) throws -> Void) rethrows {
        let root = SlackTime(element["r"])
        if let parent = element["p"], parent.kind == .object, let time = SlackTime(parent["ts"]),
            element["m"] != nil, seen.insert(time).inserted
        {
            try body(parent)
        }
        for message in element["m"]?.elements.map({ $0 }) ?? [] {
            let time = SlackTime(message["ts"])
            if let time {
                let isNew = seen.insert(time).inserted
                if time == root, !isNew { continue }
            }
            try body(message)
        }
    }
}
