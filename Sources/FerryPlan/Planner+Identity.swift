// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryStore
import MatrixEvents

/// What people know a room or space by: its alias and its picture.
extension Planner {
    /// Plans the alias of a room, once its history is in: nobody shall find a room that is half filled.
    ///
    /// What a room had before goes on leading to it, and is shown as a further alias.
    func planAlias(_ plan: RoomPlan, of room: Int64, maker: Int64, lane: Int64) throws {
        let alias = try aliases[room].map { try self.alias($0, of: room) }
        let before = try session.sentAliases(ofRoom: room).map { try self.alias($0, of: room) }
        guard alias != nil || !before.isEmpty else { return }
        if let alias, !before.contains(alias) { try append(plan.alias(alias, maker: maker), to: lane) }
        try appendValue(plan.canonicalAlias(alias, further: before.filter { $0 != alias }), to: lane)
    }

    private func alias(_ localpart: String, of room: Int64) throws -> RoomAlias {
        if let alias = RoomAlias(localpart: localpart, server: options.server) { return alias }
        throw Failure(
            .bug, "a room has an alias that breaks the grammar", at: try session.key(room).text,
            remedy: "please report this")
    }

    /// Plans the picture that `mappings/rooms.csv` names for a room or space; gives whether it could not be carried.
    ///
    /// - Parameters:
    ///   - kind: what the room stands for.
    ///   - maker: the account that uploads it.
    func planPicture(
        _ plan: RoomPlan, _ decision: RoomMapping.Decision, of kind: RecordKind, maker: Int64,
        at time: Timestamp?, lane: Int64
    ) throws -> Bool {
        let key = plan.source
        guard let name = decision.avatar else {
            if try session.hasSent("avatar", key: plan.key) {
                try appendValue(plan.avatar(nil, at: nil), to: lane)
            }
            return false
        }
        switch pictures.finding(name) {
        case .picture(let file, let type):
            let media = try planPicture(file, type: type, of: key, sender: maker)
            try appendValue(plan.avatar((media, file, type), at: time), to: lane)
            return false
        case .notAPicture:
            throw rooms.failure("avatar names a file that is no PNG, JPEG, GIF or WebP", channel: key.text)
        case .missing:
            try session.take(
                Loss(
                    code: "room.picture-missing", kind: kind, state: .carriedWithLoss, key: key,
                    reason: "the picture that mappings/rooms.csv names is not in the migration directory"))
            return true
        }
    }

    // The same picture for several rooms of a workspace is uploaded once.
    private func planPicture(
        _ file: MediaFolder.File, type: String, of key: SourceKey, sender: Int64
    ) throws -> Int64 {
        let media = try session.number(of: key.sibling(.attachment, id: "room-picture/" + file.digest.hex))
        guard plannedMedia.insert(media).inserted else { return media }
        try planUpload(file, type: type, name: "", key: media, sender: sender)
        return media
    }
}
