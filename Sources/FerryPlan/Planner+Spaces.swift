// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryStore

/// Workspaces become spaces.
extension Planner {
    /// All workspaces with the spaces they become, by key.
    func readSpaces() throws -> [Space] {
        try session.workspaces().map { workspace in
            let key = workspace.value.key.key
            let decision = try rooms.decision(ofSpace: key.text)
            let own = workspace.value.name.isEmpty ? key.workspace : workspace.value.name
            let space = Space(
                key: workspace.id, bot: try planBot(workspace.id), source: key, name: decision.name ?? own,
                workspace: workspace.value, isShown: try isShown(workspace), decision: decision)
            guard space.isShown || decision == .init() else {
                throw rooms.failure(
                    "no space is made of a workspace that holds direct and group messages only",
                    channel: key.text)
            }
            return space
        }
    }

    /// Plans a space: its name, picture and members, and its alias once all that is there.
    func planSpace(_ space: Space) throws {
        tally.source = space.source.source
        var isWhole = !lossy.contains(space.key)
        defer { tally.count(.workspace, isWhole ? .carried : .carriedWithLoss) }
        guard space.isShown else { return }
        let lane = try session.lane(.space, key: space.key, rank: 1, name: space.name)
        let plan = RoomPlan(options: options, key: space.key, source: space.source, bot: space.bot)
        try append(plan.create(isSpace: true, isDirect: false), to: lane)
        try appendValue(plan.name(space.name, at: nil), to: lane)
        let lacksPicture = try planPicture(
            plan, space.decision, of: .workspace, maker: space.bot, at: nil, lane: lane)
        if lacksPicture { isWhole = false }
        let isClosed = try session.isClosed(room: space.key) || plan.isByInvitation
        // Who is a member of two spaces joins each.
        let part = "space:" + space.source.id
        for member in try members(of: space) {
            let key = member.personKey
            if isClosed, try !session.isSent(key: key, part: part) {
                try appendState(plan.invite(member, key: key, part: part, at: nil), to: lane)
            }
            try appendState(plan.join(member, key: key, part: part, at: nil), to: lane)
        }
        try planEmoji(of: space.workspace, plan: plan, lane: lane)
        try planAlias(plan, of: space.key, maker: space.bot, lane: lane)
        try appendValue(plan.close(.invite, space: nil), to: lane)
        summary.rooms.spaces += 1
    }

    // A tenant of Teams holds chats and nothing else, none of which stands in a space.
    private func isShown(_ workspace: Stored<Workspace>) throws -> Bool {
        if workspace.value.isWhole || rooms.asksForSpace(workspace.value.key.key.text) { return true }
        let holdsTalks = try session.holdsOnly([.direct, .group, .meeting], workspace: workspace.id)
        return try !holdsTalks || session.isSent(key: workspace.id, part: "room")
    }

    // A team of Teams is a part of its tenant only, so its space is for those in its open channels: a member of
    // the space may enter them. Other sources' workspaces are the whole of what their people belong to.
    private func members(of space: Space) throws -> [Directory.Member] {
        if space.workspace.isWhole { return directory.currentMembers(ofWorkspace: space.source) }
        return directory.currentMembers(
            ofWorkspace: space.source, among: try session.persons(inWorkspace: space.key))
    }
}

extension Workspace {
    /// Whether it is all that its people belong to, and not a part of it as a team is of its tenant.
    fileprivate var isWhole: Bool { key.key.id == key.key.workspace }
}
