// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// A channel, group, direct talk or meeting, put together from its description and its messages.
struct ZoomRoom {
    /// A person's being in it.
    struct Presence {
        /// Whether a list of members names the person.
        var isListed = false
        var role = Membership.Role.member
        var joined: Timestamp?
        var left: Timestamp?
        /// When the person last wrote.
        private(set) var lastSeen: Timestamp?

        mutating func see(at time: Timestamp) { lastSeen = max(lastSeen ?? time, time) }
    }

    let id: String
    /// What its description states; `nil` while only messages are known.
    var kind: Channel.Kind?
    var name = ""
    var isArchived = false
    var hasMemberList = false
    var presence: [String: Presence] = [:]
    /// Whether times in it name no zone and none was given.
    var assumesUTC = false

    init(id: String) { self.id = id }
}
