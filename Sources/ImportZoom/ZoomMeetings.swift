// SPDX-License-Identifier: Apache-2.0
internal import FerryImport
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

    /// A message of a saved chat, in whichever files it stands.
    private struct Sighting {
        let seconds: Int64
        let id: String
        var files: Set<String>
    }

    private var entries: [String: Entry] = [:]
    private var sightings: [String: [Sighting]] = [:]
    /// How far the clocks of participants may be apart, in seconds.
    private static let tolerance: Int64 = 5

    /// Takes a meeting of a list; nothing without an id and a time.
    func learn(_ meeting: JSONElement) {
        guard let uuid = meeting.text("uuid"), let start = meeting.moment("start_time") else { return }
        entries[Self.plain(uuid)] = Entry(
            start: start, topic: meeting.text("topic") ?? "", number: meeting.text("id"))
    }

    /// What a list says of a meeting; `nil` when there is none.
    func entry(_ uuid: String) -> Entry? { entries[Self.plain(uuid)] }

    /// When a message was sent and its id within its meeting: those of the first file that holds it.
    ///
    /// - Parameters:
    ///   - digest: says who sent what.
    ///   - file: equal messages of one file are different ones.
    func place(of digest: String, at seconds: Int64, in room: String, file: String) -> (
        seconds: Int64, id: String
    ) {
        let key = room + "\n" + digest
        let known = sightings[key] ?? []
        let near = known.indices.filter { index in
            !known[index].files.contains(file) && abs(known[index].seconds - seconds) <= Self.tolerance
        }.min { abs(known[$0].seconds - seconds) < abs(known[$1].seconds - seconds) }
        if let near {
            sightings[key]?[near].files.insert(file)
            return (known[near].seconds, known[near].id)
        }
        let ordinal = known.count { $0.seconds == seconds }
        let id = "\(seconds)/" + digest + (ordinal == 0 ? "" : "/\(ordinal)")
        sightings[key, default: []].append(Sighting(seconds: seconds, id: id, files: [file]))
        return (seconds, id)
    }

    // Double-encoded in addresses and in file names.
    private static func plain(_ uuid: String) -> String {
        uuid.filter { $0 != "/" && $0 != "+" && $0 != "=" }
    }
}
