// SPDX-License-Identifier: Apache-2.0
import FerryModel

/// A space while a plan is made.
struct Space: Sendable {
    /// The number of the workspace's key.
    let key: Int64
    /// The account of the appservice's user, who makes it.
    let bot: Int64
    /// The workspace's key.
    let source: SourceKey
    /// What the space is called.
    let name: String
    /// The workspace that it stands for.
    let workspace: Workspace
    /// Whether a space is made of the workspace at all.
    let isShown: Bool
    /// What `mappings/rooms.csv` says of it.
    let decision: RoomMapping.Decision
}
