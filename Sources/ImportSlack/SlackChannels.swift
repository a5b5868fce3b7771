// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// The channels of an archive, and which folder belongs to which.
struct SlackChannels {
    private(set) var all: [SlackChannel] = []
    private var byId: [String: Int] = [:]
    /// Which channels the index files of each part name.
    private var listed: [Int: [Int]] = [:]

    /// Adds a channel that an index file of a part names; one with the same id again is the same channel.
    mutating func add(_ channel: SlackChannel, part: Int) {
        if let index = byId[channel.id] {
            all[index] = channel
            listed[part, default: []].append(index)
        } else {
            byId[channel.id] = all.count
            listed[part, default: []].append(all.count)
            all.append(channel)
        }
    }

    /// States who is in a channel, and that it exists.
    mutating func setMembers(_ members: [String], of id: String) {
        guard !members.isEmpty else { return }
        if byId[id] == nil { add(SlackChannel(dumped: id, name: ""), part: 0) }
        guard let index = byId[id] else { return }
        var known = all[index].members ?? []
        for member in members where !known.contains(member) { known.append(member) }
        all[index].members = known
    }

    /// Adds the person with whose eyes a tool exported to the direct messages of which only the other is stated.
    mutating func completeDirect(with person: String) {
        for index in all.indices where all[index].kind == .direct {
            guard let members = all[index].members, members.count == 1, members[0] != person else { continue }
            all[index].members = [person] + members
        }
    }

    /// The channel with an id.
    func channel(_ id: String) -> SlackChannel? { byId[id].map { all[$0] } }

    /// The name to show for a channel, `nil` when nobody knows it.
    func name(_ id: String) -> String? {
        guard let name = channel(id)?.shownName, !name.isEmpty else { return nil }
        return name
    }

    /// The index of the channel each folder of a part belongs to: by name, else by id, else by a previous name
    /// that is nobody's name now.
    func owners(of folders: some Sequence<String>, part: Int) -> [String: Int] {
        var names: [String: Int] = [:]
        let indexes = listed[part] ?? []
        for index in indexes {
            for name in all[index].previousNames { names[name] = index }
        }
        // Who unpacked or packed the export again may have had to leave out what a disk refuses in names.
        for index in indexes { names[SlackPlace.onDisk(all[index].folder)] = index }
        for index in indexes { names[all[index].id] = index }
        for index in indexes.reversed() { names[all[index].folder] = index }
        return folders.reduce(into: [:]) { owners, folder in owners[folder] = names[folder] ?? byId[folder] }
    }
}
