// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryStore

/// The power levels that earlier uploads have set in a room, which may have been archived and opened again.
struct PowerHistory {
    private let sent: [(part: String, payload: String)]

    /// Takes what was sent, oldest first.
    init(_ sent: [(part: String, payload: String)]) {
        self.sent = sent
    }

    /// Whether nobody can write in the room as the last upload left it.
    var isArchived: Bool {
        guard let last = sent.last, let levels = try? JSONValue(parsing: last.payload) else { return false }
        return (levels["events_default"]?.int64 ?? 0) >= 100
    }

    /// The levels of users as the last upload left them; `nil` before.
    var users: [String: Int64]? {
        let users = sent.last.flatMap { try? JSONValue(parsing: $0.payload) }?["users"]?.members
        return users?.compactMapValues(\.int64)
    }

    /// Levels to be set whatever was set before: a value that the room had once is told from that by its part.
    func again(_ levels: PlannedOperation) -> PlannedOperation {
        var levels = levels
        if sent.contains(where: { $0.part == levels.part }) { levels.part += ":\(sent.count)" }
        return levels
    }

    /// The levels the room shall have in the end; nothing new when it has them.
    func next(_ levels: PlannedOperation, isReopened: Bool) -> PlannedOperation {
        guard !isReopened, let last = sent.last, last.payload == levels.payload else { return again(levels) }
        var levels = levels
        levels.part = last.part
        return levels
    }
}
