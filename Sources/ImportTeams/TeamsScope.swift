// SPDX-License-Identifier: Apache-2.0
internal import FerryText

/// What a file's place and Graph's own words say about the elements in it.
struct TeamsScope {
    /// The chat they belong to.
    var chat: String?
    /// The channel they belong to.
    var channel: String?
    /// The team they belong to.
    var team: String?
    /// The person in whose mailbox they lie.
    var holder: String?
    /// What they are, in lower case: `messages`, `members`, `chats`; empty when nothing says so.
    var collection = ""

    /// Nothing said.
    init() {}

    /// Reads the path of a file and what its first bytes say.
    init(path: String, _ form: TeamsFileForm) {
        self.init(path: path, context: form.context)
        if let owner = form.owner { note(thread: owner) }
    }

    /// Reads the path of a file and the `@odata.context` of an answer.
    init(path: String, context: String) {
        readPath(path)
        readContext(context)
    }

    private mutating func readPath(_ path: String) {
        let parts = path.split(separator: "/").map(String.init)
        for (index, part) in parts.enumerated() {
            let name = part.hasSuffix(".json") ? String(part.dropLast(5)) : part
            if let thread = Self.thread(name) {
                note(thread: thread)
            } else if index > 0, TeamsIdentity.isDirectoryId(name) {
                note(parts[index - 1].lowercased(), TeamsIdentity.normal(name))
            }
        }
        let file = parts.last?.split(whereSeparator: { $0 == "." || $0 == "_" }).first?.lowercased() ?? ""
        collection = Self.collections[file] ?? ""
    }

    private static let collections = [
        "members": "members", "teammembers": "members", "users": "users", "userslist": "users",
        "teams": "teams", "teamslist": "teams", "teamssettings": "teams", "pinnedmessages": "pinnedmessages",
        "pinned": "pinnedmessages", "teaminstalledapps": "installedapps",
    ]

    // `…/$metadata#teams('2ab9…')/channels('19%3A20bc…%40thread.skype')/members`
    private mutating func readContext(_ context: String) {
        guard let mark = context.firstIndex(of: "#") else { return }
        for segment in context[context.index(after: mark)...].split(separator: "/") {
            guard let open = segment.firstRange(of: "('"), let close = segment.firstRange(of: "')") else {
                let name = segment.prefix { $0 != "(" }.lowercased()
                if !name.hasPrefix("$") { collection = name }
                continue
            }
            guard open.upperBound <= close.lowerBound else { continue }
            let id = PercentText.decoded(segment[open.upperBound..<close.lowerBound])
            collection = ""
            note(segment[..<open.lowerBound].lowercased(), TeamsIdentity.normal(id))
        }
    }

    private mutating func note(_ kind: String, _ id: String) {
        switch kind {
        case "teams", "groups", "deletedteams": team = id
        case "users": holder = id
        case "chats": chat = id
        case "channels": channel = id
        default: break
        }
    }

    private mutating func note(thread: String) {
        if thread.hasSuffix("@thread.tacv2") || thread.hasSuffix("@thread.skype") {
            channel = thread
        } else {
            chat = thread
        }
    }

    /// The id of a chat or channel that a name is; file systems of Windows have `_` for the colon.
    private static func thread(_ name: String) -> String? {
        let name = PercentText.decoded(name)
        guard name.hasPrefix("19:") || name.hasPrefix("19_"), name.contains("@") else { return nil }
        return "19:" + name.dropFirst(3)
    }
}
