// SPDX-License-Identifier: Apache-2.0

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
                .roomHistory: "shared", .federate: "true",
            ]
        case .tiM:
            [
                .roomVersion: "10", .threads: "false", .customReactions: "false",
                .publicJoinRule: "invite", .roomHistory: "invited",
            ]
        }
    }
}
