// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive
internal import FerryImport
internal import FerryJSON
internal import FerryModel

/// What the index files of an export say.
struct SlackIndexes {
    /// The people, with those that messages will mention.
    let people = SlackPeople()
    /// The channels.
    var channels = SlackChannels()
    /// Names of integrations by their app's or service's id.
    private(set) var integrations: [String: String] = [:]
    /// The organisation's id, where people belong to one.
    private(set) var organisation: String?
    /// The organisation's name, where people belong to one.
    private(set) var organisationName: String?
    private var votes: [Int: SlackTeamVote] = [:]
    private let source: SlackSource

    /// Prepares for reading.
    init(_ source: SlackSource) {
        self.source = source
    }

    /// The workspace of a part, as its people say.
    func team(_ part: Int) -> String? { votes[part]?.winner }

    /// Reads all index files.
    mutating func read() throws {
        for (number, part) in source.layout.parts.enumerated() {
            try readPeople(part, number)
            try readChannels(part, number)
            try readOthers(part)
        }
    }

    private mutating func readPeople(_ part: SlackLayout.Part, _ number: Int) throws {
        for name in ["org_users.json", "users.json"] {
            try index(part.indexes[name], .person) { entry in
                guard let person = SlackPerson(user: entry) else { return false }
                people.add(person)
                votes[number, default: SlackTeamVote()].add(person)
                let enterprise = entry["enterprise_user"]
                organisation =
                    organisation ?? enterprise?.text("enterprise_id") ?? entry.text("enterprise_id")
                organisationName = organisationName ?? enterprise?.text("enterprise_name")
                return true
            }
        }
    }

    private mutating func readChannels(_ part: SlackLayout.Part, _ number: Int) throws {
        let kinds: [(String, Channel.Kind)] = [
            ("channels.json", .public), ("groups.json", .private), ("mpims.json", .group),
            ("dms.json", .direct),
        ]
        for (name, kind) in kinds {
            try index(part.indexes[name], .channel) { entry in
                guard let channel = SlackChannel(entry, kind: kind, part: number) else { return false }
                channels.add(channel, part: number)
                return true
            }
        }
    }

    private mutating func readOthers(_ part: SlackLayout.Part) throws {
        try index(part.indexes["integration_logs.json"], .person) { entry in
            if let id = entry.text("app_id"), let name = entry.text("app_type") { integrations[id] = name }
            if let id = entry.text("service_id"), let name = entry.text("service_type") {
                integrations[id] = name
            }
            return true
        }
        let known = SlackPlace.indexNames.union(["integration_logs.json"])
        for name in part.indexes.keys.sorted() where !known.contains(name) {
            let holdsFiles = name == "canvases.json" || name == "lists.json"
            try index(part.indexes[name], holdsFiles ? .attachment : .message) { _ in false }
        }
    }

    /// Reads an index file; what the body does not take is a loss.
    private func index(_ entry: ArchiveEntry?, _ kind: RecordKind, _ body: (JSONElement) -> Bool) throws {
        guard let entry else { return }
        try source.elements(of: entry, lost: kind) { element, offset in
            let isObject = element.kind == .object
            if isObject, body(element) { return }
            try source.sink.take(
                Loss(
                    code: isObject ? "slack.index.not-supported" : "slack.index.unknown-content", kind: kind,
                    state: .notSupported, place: source.place(entry, offset),
                    reason: isObject
                        ? "entries of this index file are not carried"
                        : "the entry is nothing this program knows"))
        }
    }
}
