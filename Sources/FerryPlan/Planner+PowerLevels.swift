// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryStore
import MatrixEvents

extension Planner {
    /// What users may do in a room once its history is in; `nil` where nobody is left who could state it.
    func powerLevels(
        _ replay: RoomReplay, plan: RoomPlan, channel: PlanSession.PlannedChannel, isArchived: Bool,
        maker: Int64, lane: Int64, history: PowerHistory
    ) throws -> PlannedOperation? {
        let isOwn = channel.channel.isPrivateTalk
        var levels: [String: Int64] = [:]
        for member in replay.currentMembers where isOwn || !member.departed {
            // Nobody else is left to look after the room; in an archived one they may not write.
            let level = isOwn ? isArchived ? 50 : 100 : level(of: member, in: replay, channel)
            if level > 0 { levels[member.user.text] = level }
        }
        // Nobody has power over those of the same level, so what such users were given stays theirs.
        if plan.bot != maker {
            let sent = try session.sentPowerLevels(inLane: lane)
            let own = replay.currentMembers.first { $0.account == plan.bot }.flatMap { sent[$0.user.text] }
            guard let own, own >= 100 else { return nil }
            levels.merge(sent.filter { $0.value >= own }) { _, sent in sent }
        } else if !plan.makerStandsAboveAll, let sent = history.users {
            levels.merge(sent.filter { $0.value >= 100 }) { _, sent in sent }
        }
        return plan.finalPowerLevels(users: levels, isArchived: isArchived, isOwn: isOwn)
    }

    // The highest of what somebody is in the workspace, in the channel, and to its beginning.
    private func level(
        of member: Directory.Member, in replay: RoomReplay, _ channel: PlanSession.PlannedChannel
    ) -> Int64 {
        let source = member.source
        let inWorkspace = options.roles.level(of: member.role, in: source)
        let inChannel = replay.levels[member.account] ?? 0
        let isCreator = member.personKey == channel.creator
        return max(inWorkspace, inChannel, isCreator ? options.roles.levelOfCreator(in: source) : 0)
    }
}
