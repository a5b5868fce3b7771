// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// A room, put together from all conversations that name it.
struct ComplianceRoom {
    var kind: Channel.Kind
    private(set) var name: String
    private(set) var previousNames: [String] = []
    private var namedAt: Int64
    var presence: [String: CompliancePresence] = [:]

    init(kind: Channel.Kind, name: String, at time: Int64) {
        self.kind = kind
        self.name = name
        namedAt = time
    }

    /// Takes the name that a conversation of a time states; the latest counts.
    mutating func rename(_ name: String, at time: Int64) {
        guard !name.isEmpty else { return }
        if name != self.name {
            let older = time >= namedAt ? self.name : name
            if !older.isEmpty, !previousNames.contains(older) { previousNames.append(older) }
            if time >= namedAt { self.name = name }
        }
        namedAt = max(namedAt, time)
        previousNames.removeAll { $0 == self.name }
    }
}
