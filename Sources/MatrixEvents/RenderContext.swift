// SPDX-License-Identifier: Apache-2.0
public import FerryModel

/// What the renderer asks about people, rooms and media; the planner answers.
public struct RenderContext {
    /// The user a person became.
    public struct Addressee: Hashable, Sendable {
        /// The Matrix id.
        public var user: UserID
        /// The name shown in the text.
        public var name: String

        /// States who it is.
        public init(user: UserID, name: String) {
            self.user = user
            self.name = name
        }
    }

    /// The user a person became; `nil` for somebody unknown.
    public var person: (PersonKey) -> Addressee?
    /// The store's id of the key of a channel that gets a room; `nil` for any other.
    public var room: (ChannelKey) -> Int64?
    /// The store's id of the key under which an attachment's media is uploaded; `nil` if there are no bytes.
    public var media: (AttachmentKey) -> Int64?
    /// The homeserver's name, for links to rooms.
    public var server: String

    /// Answers by closures.
    public init(
        server: String, person: @escaping (PersonKey) -> Addressee?,
        room: @escaping (ChannelKey) -> Int64?,
        media: @escaping (AttachmentKey) -> Int64?
    ) {
        self.server = server
        self.person = person
        self.room = room
        self.media = media
    }
}
