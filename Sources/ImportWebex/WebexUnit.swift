// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive

/// One space as a tool saved it, in a folder of its own.
final class WebexUnit {
    let frontEnd: WebexFrontEnd
    /// The folder with a slash at its end, empty where the space is the whole archive.
    let folder: String
    /// The space, where the files around the messages name it.
    var room: String?
    /// The space's name, where only a transcript states it.
    var title = ""
    /// What a person reads: names of people and files that the JSON leaves out.
    var text: ArchiveEntry?
    var page: ArchiveEntry?

    init(_ frontEnd: WebexFrontEnd, folder: String) {
        self.frontEnd = frontEnd
        self.folder = folder
    }
}

/// A file of JSON in an archive, and whose space it holds.
struct WebexDocument {
    let entry: ArchiveEntry
    let form: WebexForm
    /// `nil` for answers of the API, which name their space themselves.
    let unit: WebexUnit?

    /// When it has to be read: lists first, then messages, then what happened to them.
    enum Phase: Int { case lists, messages, events }

    /// When it has to be read, by its first element; each element tells for itself what it is.
    var phase: Phase {
        switch form.first {
        case .room, .membership, .person, .team, .organisation, .details, .contents: .lists
        case .event: .events
        case .message, .conversation, .failure, .unknown: .messages
        }
    }
}
