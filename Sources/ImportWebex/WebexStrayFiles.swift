// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive
internal import FerryImport
internal import FerryModel

/// The files that no message names: pictures of people, and those that nothing explains.
final class WebexStrayFiles {
    private let context: WebexContext
    private let source: WebexSource
    private let layout: WebexLayout
    private var pictures: Set<String> = []

    init(_ context: WebexContext, _ source: WebexSource, _ layout: WebexLayout) {
        self.context = context
        self.source = source
        self.layout = layout
    }

    /// Yields the pictures: `avatars/<person>`, `people/<address>.jpg`.
    func yieldPictures() throws {
        for entry in layout.files {
            let parts = entry.name.split(separator: "/")
            guard let name = parts.last, let person = person(name, folder: parts.dropLast().last ?? "") else {
                continue
            }
            pictures.insert(entry.name)
            let key = WebexKeys.avatar(person)
            let type = MediaType.ofContent(try source.archive.head(of: entry, count: 16))?.type ?? ""
            // An answer that was no picture was saved like one.
            guard type.hasPrefix("image/") else { continue }
            try context.sink.take(
                .attachment(
                    Attachment(
                        key: key, name: String(name), mediaType: type, declaredSize: entry.size,
                        location: .entry(entry.name))))
            context.people.picture(key, of: person)
        }
    }

    private func person(_ name: Substring, folder: Substring) -> String? {
        let ending = name.lastIndex(of: ".") ?? name.endIndex
        switch folder {
        case "avatars":
            guard let id = WebexId(String(name.prefix { $0 != "." })), id.kind == "PEOPLE",
                context.people.isKnown(id.value)
            else { return nil }
            return id.value
        case "people": return context.people.id(ofAddress: String(name[..<ending]))
        default: return nil
        }
    }

    /// States a loss for each file that nothing explains.
    func stateStrangers(except named: Set<String>) throws {
        for entry in layout.files where !named.contains(entry.name) && !pictures.contains(entry.name) {
            let isPage = try entry.name.hasSuffix(".html") && isTranscript(entry)
            try context.losses.state(
                isPage ? "webex.transcript.not-supported" : "webex.entry.unknown", .notSupported,
                isPage ? .channel : .attachment, place: source.place(entry),
                because: isPage
                    ? "the tool saved this space without its JSON, and pages for people are not read"
                    : "no message of the archive names this file")
        }
        for entry in layout.broken {
            try context.losses.state(
                "webex.json.not-json", .notSupported, .message, place: source.place(entry),
                because: "the file holds no JSON objects")
        }
    }

    private func isTranscript(_ entry: ArchiveEntry) throws -> Bool {
        let sample = try source.archive.head(of: entry, count: 256 << 10)
        return WebexPieces.find(Array("class='cssRoomName'".utf8), in: sample, from: 0) != nil
    }
}
