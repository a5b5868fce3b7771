// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryStore

extension Planner {
    /// Gives a space its workspace's emoji, in packs that fit into an event each.
    func planEmoji(of workspace: Workspace, plan: RoomPlan, lane: Int64) throws {
        var images: [(name: String, media: Int64)] = []
        for emoji in workspace.emoji {
            guard let attachment = try emoji.image.flatMap({ try session.attachment($0) }),
                let media = try planMedia(attachment, sender: plan.bot)
            else { continue }
            images.append((emoji.name, media))
        }
        let size = 300
        for start in stride(from: 0, to: images.count, by: size) {
            let pack = images[start..<min(start + size, images.count)]
            try appendValue(plan.emojiPack(Array(pack), number: start / size), to: lane)
        }
    }
}
