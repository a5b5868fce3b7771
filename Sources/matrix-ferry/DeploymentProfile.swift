// SPDX-License-Identifier: Apache-2.0
import FerryPlan

/// A kind of deployment with demands of its own: what the configuration says unless told otherwise.
enum DeploymentProfile: String, CaseIterable {
    /// A homeserver without particular rules.
    case plain
    /// Tchap and its like: user ids made of mail addresses, names from the directory, access rules in every room.
    case tchap
    /// The messenger of the German health system: older rooms, no threads, reactions of one emoji, no open rooms.
    case tiM = "ti-m"

    /// The values of keys that neither the file nor the environment sets.
    var defaults: [Configuration.Key: String] {
        switch self {
        case .plain: [:]
        case .tchap:
            [
                .localpart: "{mail_dashed}", .setProfiles: "false", .accessRules: "true",
                .roomHistory: "shared", .federate: "true", .roomVersion: "11", .inviteMembers: "true",
            ]
        case .tiM:
            [
                .roomVersion: "10", .threads: "false", .customReactions: "false",
                .publicJoinRule: "invite", .roomHistory: "invited", .inviteMembers: "true",
                .roomType: "de.gematik.tim.roomtype.default.v1",
            ]
        }
    }

    /// What a plan with these options asks of such a homeserver that it refuses, each with what to change in ferry.yaml.
    func obstacles(_ options: PlanOptions) -> [(what: String, remedy: String)] {
        let checks: [(isBad: Bool, what: String, remedy: String)]
        switch self {
        case .plain: checks = []
        case .tchap:
            checks = [
                (
                    !options.accessRules, "rooms without access rules are encrypted at once",
                    "rooms.access_rules: true"
                ),
                (
                    (Int(options.roomVersion) ?? 12) >= 12,
                    "no rooms of version \(options.roomVersion)", "rooms.version: \"11\""
                ),
                (
                    !options.invitesMembers, "rooms that stood open cannot be shut",
                    "rooms.invite_members: true"
                ),
                (
                    options.history == nil, "who joins later sees nothing of private rooms",
                    "rooms.history: shared"
                ),
            ]
        case .tiM:
            checks = [
                (
                    !["9", "10"].contains(options.roomVersion),
                    "no rooms of version \(options.roomVersion)", "rooms.version: \"10\""
                ),
                (options.threads, "no threads", "messages.threads: false"),
                (options.customReactions, "no reactions but emoji", "messages.custom_reactions: false"),
                (options.publicJoinRule == .public, "no public rooms", "rooms.public_join_rule: invite"),
                (!options.invitesMembers, "no rooms that stand open", "rooms.invite_members: true"),
            ]
        }
        return checks.filter(\.isBad).map { ($0.what, $0.remedy) }
    }
}
