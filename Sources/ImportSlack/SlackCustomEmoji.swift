// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive
internal import FerryImport
internal import FerryJSON
internal import FerryModel
internal import FerryText

/// The emoji that a workspace made itself: names with pictures, and other names for them.
///
/// Lists have the form of Slack's `emoji.list` (https://docs.slack.dev/reference/methods/emoji.list), with or without
/// what is around the names; pictures lie in a folder by their names, as slackdump puts them.
struct SlackCustomEmoji {
    private enum Meaning {
        case picture
        case alias(String)
    }

    private let images: [String: ArchiveEntry]
    private var meanings: [String: Meaning] = [:]

    /// Reads the lists of an archive; what is in none of them is known by its picture's name.
    init(_ source: SlackSource) throws {
        images = source.layout.emojiImages
        for name in images.keys { meanings[name] = .picture }
        for entry in source.layout.emojiLists {
            guard try !read(entry, source) else { continue }
            try source.sink.take(
                Loss(
                    code: "slack.index.not-supported", kind: .attachment, state: .notSupported,
                    place: source.place(entry), reason: "the file is no list of emoji this program knows"))
        }
    }

    private mutating func read(_ entry: ArchiveEntry, _ source: SlackSource) throws -> Bool {
        let document: JSONDocument
        do {
            document = try JSONDocument(parsing: try source.archive.bytes(of: entry, limit: 32 << 20))
        } catch is JSONError {
            return false
        } catch let failure as Failure where failure.kind == .archiveInvalid {
            return false
        }
        let list = document.root["emoji"] ?? document.root
        var found = false
        for (name, value) in list.members {
            guard let meaning = Self.meaning(value) else { continue }
            meanings[name] = meaning
            found = true
        }
        return found || list.count == 0
    }

    private static func meaning(_ value: JSONElement) -> Meaning? {
        if let target = value.text("alias_for") { return .alias(target) }
        guard let text = value.string ?? value.text("url") else { return nil }
        if text.hasPrefix("alias:") { return .alias(String(text.dropFirst(6))) }
        return text.hasPrefix("http") || text.hasPrefix("data:") ? .picture : nil
    }

    /// The name that a name stands for in the end: one with a picture, or one that everybody has.
    func target(of name: String) -> String {
        var name = name
        // Aliases of aliases are rare and circles an accident.
        for _ in 0..<8 {
            guard case .alias(let next)? = meanings[name] else { break }
            name = next
        }
        return name
    }

    /// The picture of an emoji; `nil` when the archive does not hold it.
    func image(_ name: String, _ keys: SlackKeys) -> AttachmentKey? {
        let name = target(of: name)
        return images[name] == nil ? nil : keys.attachment("emoji/" + name)
    }

    /// All emoji whose pictures are there, by name, other names included.
    func all(_ keys: SlackKeys) -> [Emoji] {
        meanings.keys.sorted().compactMap { name in
            image(name, keys).map { Emoji(name: name, characters: nil, image: $0) }
        }
    }

    /// Yields the pictures, and how many are missing.
    func yield(_ keys: SlackKeys, into sink: any RecordSink) throws {
        for (name, entry) in images.sorted(by: { $0.key < $1.key }) {
            let file = entry.name.split(separator: "/").last.map(String.init) ?? name
            try sink.take(
                .attachment(
                    Attachment(
                        key: keys.attachment("emoji/" + name), name: file, mediaType: Self.mediaType(file),
                        declaredSize: entry.size, location: .entry(entry.name))))
        }
        let missing = meanings.count { name, meaning in
            if case .picture = meaning { images[name] == nil } else { false }
        }
        guard missing > 0 else { return }
        try sink.take(
            Loss(
                code: "slack.emoji.not-in-archive", kind: .attachment, state: .notInSource,
                key: keys.attachment("emoji").key,
                reason: "the archive lists custom emoji without their pictures", count: missing))
    }

    private static func mediaType(_ file: String) -> String {
        switch file.split(separator: ".").last?.lowercased() {
        case "png": "image/png"
        case "gif": "image/gif"
        case "jpg", "jpeg": "image/jpeg"
        case "webp": "image/webp"
        default: ""
        }
    }
}
