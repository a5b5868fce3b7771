// SPDX-License-Identifier: Apache-2.0
internal import FerryJSON
internal import FerryModel

/// The meetings that lists of recordings and archived files describe, by the id of the instance.
final class ZoomMeetings {
    /// What a list says of a meeting.
    struct Entry {
        var start: Timestamp
        var topic = ""
        var number: String?
    }

    private var entries: [String: Entry] = [:]

    /// Takes a meeting of a list; nothing without an id and a time.
    func learn(_ meeting: JSONElement) {
        guard let uuid = meeting.text("uuid"), let start = meeting.moment("start_time") else { return }
        entries[Self.plain(uuid)] = Entry(
            start: start, topic: meeting.text("topic") ?? "", number: meeting.text("id"))
    }

    /// What a list says of a meeting; `nil` when there is none.
    func entry(_ uuid: String) -> Entry? { entries[Self.plain(uuid)] }

    // Double-encoded in addresses and in file names.
    private static func plain(_ uuid: String) -> String {
        uuid.filter { $0 != "/" && $0 != "+" && $0 != "=" }
    }
}
