// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// The channels of an archive, and which folder belongs to which.
struct SlackChannels {
    private(set) var all: [SlackChannel] = []
    private var byId: [String: Int] = [:]

    /// Adds a channel; one with the same id again is the same channel.
    mutating func add(_ channel: SlackChannel) {
        if let index = byId[channel.id] {
            all[index] = channel
        } else {
            byId[channel.id] = all.count
            all.append(channel)
        }
    }

    /// The channel with an id.
    func channel(_ id: String) -> SlackChannel? { byId[id].map { all[$0] } }

    /// The name to show for a channel, `nil` when nobody knows it.
    func name(_ id: String) -> String? {
        guard let name = channel(id)?.shownName, !name.isEmpty else { return nil }
        return name
    }

    /// The index of the channel each folder belongs to: by name, else by id, else by a previous name that is
    /// nobody's name now.
    func owners(of folders: some Sequence<String>) -> [String: Int] {
        var names: [String: Int] = [:]
        for (index, channel) in all.enumerated() {
            for name in channel.previousNames { names[name] = index }
        }
        for (index, channel) in all.enumerated() { names[channel.id] = index }
        for (index, channel) in all.enumerated().reversed() { names[channel.folder] = index }
        return folders.reduce(into: [:]) { owners, folder in owners[folder] = names[folder] }
    }
}
