// SPDX-License-Identifier: Apache-2.0
internal import FerryImport
internal import FerryJSON
internal import FerryModel

/// A channel as an index file describes it.
struct SlackChannel {
    var id: String
    var kind: Channel.Kind
    var name = ""
    var topic = ""
    var purpose = ""
    var createdAt: Timestamp?
    var creator: String?
    var archived = false
    var previousNames: [String] = []
    /// The members; `nil` when the archive does not say.
    var members: [String]?
    /// The part of the export it stands in.
    var part = 0
    var pins: [SlackPin] = []
    /// Whether people of another organisation are in it.
    var isShared = false
    /// Pins of things that are not messages, files mostly.
    var otherPins = 0

    /// A channel of which only the folder is known.
    init(folder: String, part: Int, team: String?) {
        id = "folder/" + (team.map { $0 + "/" } ?? "") + folder
        kind = .unknown
        name = folder
        self.part = part
    }

    /// A channel of which only a file with its messages is known.
    init(dumped id: String, name: String) {
        self.id = id
        kind = id.hasPrefix("D") ? .direct : .unknown
        self.name = name
    }

    /// An entry of an index file; `nil` when it has no id.
    init?(_ entry: JSONElement, kind: Channel.Kind, part: Int) {
        guard let id = entry.text("id") else { return nil }
        self.id = id
        self.kind = Self.kind(entry) ?? kind
        self.part = part
        name = entry.text("name") ?? ""
        topic = entry["topic"]?.text("value") ?? ""
        purpose = entry["purpose"]?.text("value") ?? ""
        createdAt = entry.moment("created")
        creator = entry.text("creator")
        archived = entry.isTrue("is_archived")
        isShared = entry.isTrue("is_ext_shared")
        previousNames = entry.texts("previous_names")
        let ids = entry["members"].map { _ in entry.texts("members") } ?? entry.text("user").map { [$0] }
        // A tool's empty list means that it did not know.
        members = ids.flatMap { $0.isEmpty ? nil : Self.unique($0) }
        for pin in entry.objects("pins") {
            if let pin = SlackPin(pin) { pins.append(pin) } else { otherPins += 1 }
        }
    }

    /// The folder its day files are in; the id where the name is missing.
    var folder: String { name.isEmpty ? id : name }

    /// The name people know; direct messages have none, and group messages only one that Slack made up.
    var shownName: String {
        switch kind {
        case .direct: ""
        case .group where name.hasPrefix("mpdm-"): ""
        default: canvasTitle ?? name
        }
    }

    /// `Plan` of `FC:F0123456789:Plan`, the name of a channel that holds what people say on a canvas.
    private var canvasTitle: String? {
        let parts = name.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "FC", SlackPlace.isId(parts[1], "F"), !parts[2].isEmpty else {
            return nil
        }
        return String(parts[2])
    }

    /// What an entry says of itself; indexes that some tools write hold all kinds.
    private static func kind(_ entry: JSONElement) -> Channel.Kind? {
        if entry.isTrue("is_im") { return .direct }
        if entry.isTrue("is_mpim") { return .group }
        return entry.isTrue("is_private") ? .private : nil
    }

    private static func unique(_ ids: [String]) -> [String] {
        var seen: Set<String> = []
        return ids.filter { seen.insert($0).inserted }
    }
}

/// A pinned message.
struct SlackPin {
    let time: SlackTime
    let person: String?
    let pinnedAt: Timestamp?

    /// An entry of a channel's `pins`; `nil` when it pins something other than a message.
    init?(_ pin: JSONElement) {
        guard let time = SlackTime(pin["id"]) else { return nil }
        self.time = time
        person = pin.text("user")
        pinnedAt = pin.moment("created")
    }
}
