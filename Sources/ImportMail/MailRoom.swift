// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// A list or mailbox that becomes a room.
struct MailRoom: Hashable {
    /// What a room comes from.
    enum Origin: Hashable {
        /// A list, by its List-Id in lower case.
        case list(String)
        /// A mailbox, by the name that the administrator gave its room.
        case mailbox(String)
    }

    let origin: Origin

    /// Whether it is a list.
    var isList: Bool { if case .list = origin { true } else { false } }

    /// The key of its channel; the same whatever file it comes from.
    var key: ChannelKey {
        switch origin {
        case .list(let id): MailKeys.channel("list:" + id)
        case .mailbox(let name): MailKeys.channel("mailbox:" + name)
        }
    }
}
