// SPDX-License-Identifier: Apache-2.0
internal import FerryImport
internal import FerryArchive
internal import FerryJSON
internal import FerryModel

/// Reads the HTML that Webex-Message-space-archiver writes beside its JSON: the name of the space, the names of
/// people, and the files of each message in the order in which the page shows the messages.
///
/// The page does not name the messages, so the order in which the tool shows them is worked out anew: threads behind
/// their first message, numbered in steps of a thousandth. Where the two do not agree everywhere, nothing is taken.
struct WebexSpaceTranscript {
    private struct Shown {
        let id: String
        let parent: String?
        let created: String
        let files: Int
        /// Whether the tool leaves the message out of its page.
        let isSkipped: Bool
    }

    private var messages: [Shown] = []
    private var isOldestFirst = true
    /// How many messages the tool was told to save at most.
    private(set) var limit: Int?
    /// Whether the tool was told to save messages of some days only.
    private(set) var isOfSomeDays = false
    private(set) var title = ""

    /// Remembers a message, in the order of the JSON; all of them have to come before `read`.
    mutating func note(_ message: JSONElement) {
        guard !WebexInvented.isInvented(message), let id = message.id("id")?.value else { return }
        let files = message["files"]
        let text = message["html"] ?? message["text"]
        let isEmpty = (text?.string ?? "").isEmpty && files == nil && message["mentionedPeople"] == nil
        messages.append(
            Shown(
                id: id, parent: message.id("parentId")?.value, created: message.text("created") ?? "",
                files: files?.count ?? 0, isSkipped: message.count < 5 || isEmpty))
    }

    /// How many messages there are, the invented ones left out.
    var count: Int { messages.count }

    /// Reads the page of a unit.
    mutating func read(_ unit: WebexUnit, in archive: Archive) throws -> WebexTranscript {
        var transcript = WebexTranscript()
        guard let page = unit.page else { return transcript }
        var blocks: [[WebexTranscript.File]] = []
        var isFirst = true
        try WebexPieces.read(page, in: archive, mark: Array("<div class='css_messagetext'>".utf8)) { piece in
            // Most pieces hold neither; looking at the bytes first is many times faster.
            let hasFiles = Self.fileMarks.contains { WebexPieces.find($0, in: piece, from: 0) != nil }
            let hasNames = WebexPieces.find(Self.nameMark, in: piece, from: 0) != nil
            let text = isFirst || hasFiles || hasNames ? String(decoding: piece, as: UTF8.self) : ""
            if isFirst { readHead(text) } else { blocks.append(hasFiles ? Self.files(text) : []) }
            isFirst = false
            if hasNames { Self.readNames(text, into: &transcript) }
        }
        assign(blocks, to: &transcript)
        return transcript
    }

    private mutating func readHead(_ text: String) {
        if let mark = text.firstRange(of: "<div class='cssRoomName'>") {
            let rest = text[mark.upperBound...]
            let end = rest.firstRange(of: "&nbsp;")?.lowerBound ?? rest.endIndex
            title = String(rest[..<end].prefix(500)).split(whereSeparator: \.isWhitespace).joined(
                separator: " ")
        }
        isOldestFirst = Self.setting("Sort old-new:", in: text) != "no"
        let most = Self.setting("Max messages:", in: text) ?? ""
        limit = Int(most)
        isOfSomeDays = most.hasSuffix("days")
    }

    // `Max messages:<span style='color:yellow'> 1000 </span>`
    private static func setting(_ name: String, in text: String) -> String? {
        guard let mark = text.firstRange(of: name), let open = text[mark.upperBound...].firstIndex(of: ">")
        else {
            return nil
        }
        let value = text[text.index(after: open)...].prefix { $0 != "<" }
        return value.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    // MARK: Files

    private static let fileMarks = ["css_created'><img src='images/", "line-height:32px;'>"].map {
        Array($0.utf8)
    }
    private static let nameMark = Array("<span class='css_email".utf8)

    // `<img src='images/NAME' …>` and `<a href='files/NAME'>`; what was not downloaded stands without a link, as
    // ` NAME   (12 KB)` or ` attached_file`.
    private static func files(_ text: String) -> [WebexTranscript.File] {
        let picture = "<div class='css_created'><img src='"
        let line = "<span style='line-height:32px;'>"
        let link = "<a href='"
        var files: [WebexTranscript.File] = []
        var rest = text[...]
        while let open = rest.firstIndex(of: "<") {
            rest = rest[open...]
            if rest.hasPrefix(picture) {
                rest = rest.dropFirst(picture.count)
                files.append(.init(name: String(rest.prefix { $0 != "'" }), size: nil))
            } else if rest.hasPrefix(line) {
                rest = rest.dropFirst(line.count)
                if rest.hasPrefix(link) {
                    rest = rest.dropFirst(link.count)
                    files.append(.init(name: String(rest.prefix { $0 != "'" }), size: nil))
                } else {
                    files.append(.init(name: shown(rest.prefix { $0 != "<" }), size: nil))
                }
            } else {
                rest = rest.dropFirst()
            }
        }
        return files
    }

    private static func shown(_ text: Substring) -> String {
        let end = text.lastIndex(of: "(") ?? text.endIndex
        let name = text[..<end].split(separator: " ").joined(separator: " ")
        return name == "attached_file" ? "" : name
    }

    private func assign(_ blocks: [[WebexTranscript.File]], to transcript: inout WebexTranscript) {
        let shown = order()
        guard shown.count == blocks.count else { return }
        var found: [String: WebexTranscript.Files] = [:]
        for (message, files) in zip(shown, blocks) {
            guard let message else {
                guard files.isEmpty else { return }
                continue
            }
            guard files.count <= message.files else { return }
            guard message.files > 0 else { continue }
            // Within a message other files come before pictures; within either the order is the message's own.
            let pictures = files.count { $0.name.hasPrefix("images/") }
            let isAligned = files.count == message.files && (pictures == 0 || pictures == files.count)
            found[message.id] = .init(list: files, isAligned: isAligned)
        }
        transcript.files = found
    }

    /// The messages as the page shows them; `nil` for one that the tool invented.
    private func order() -> [Shown?] {
        var places: [Int: Shown?] = [:]
        var roots: [String: Int] = [:]
        // The first place behind a message that may still be free.
        var free: [Int: Int] = [:]
        var next = 1
        // The sort is stable: equal times stay in the order of the JSON.
        let sorted = messages.enumerated().sorted {
            ($0.element.created, $0.offset) < ($1.element.created, $1.offset)
        }
        for (_, message) in sorted {
            guard let parent = message.parent else {
                places.updateValue(message, forKey: next * 1_000)
                roots[message.id] = next * 1_000
                next += 1
                continue
            }
            if roots[parent] == nil {
                places.updateValue(nil, forKey: next * 1_000)
                roots[parent] = next * 1_000
                next += 1
            }
            let root = roots[parent] ?? 0
            var place = free[root] ?? root
            while places[place] != nil { place += 1 }
            free[root] = place
            places.updateValue(message, forKey: place)
            roots[message.id] = roots[message.id] ?? place
        }
        let keys = places.keys.sorted { left, right in
            isOldestFirst ? left < right : (-(left / 1_000), left) < (-(right / 1_000), right)
        }
        return keys.compactMap { key -> Shown?? in
            guard let place = places[key] else { return nil }
            return place?.isSkipped == true ? nil : .some(place)
        }
    }

    // MARK: People

    // `<span class='css_email' title='anna@amt.example'>Anna Schneider</span>`
    private static func readNames(_ text: String, into transcript: inout WebexTranscript) {
        var rest = text[...]
        while let mark = rest.firstRange(of: "<span class='css_email") {
            rest = rest[mark.upperBound...]
            guard let title = rest.prefix(40).firstRange(of: "' title='") else { continue }
            let tail = rest[title.upperBound...].prefix(2_000)
            guard let middle = tail.firstRange(of: "'>"), let end = tail.firstRange(of: "</span>"),
                middle.upperBound <= end.lowerBound
            else { continue }
            let address = String(tail[..<middle.lowerBound])
            let name = String(tail[middle.upperBound..<end.lowerBound])
            if name != address, address.contains("@") { transcript.names[address] = name }
        }
    }
}
