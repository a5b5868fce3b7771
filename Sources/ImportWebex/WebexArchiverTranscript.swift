// SPDX-License-Identifier: Apache-2.0
internal import FerryImport
internal import FerryArchive
internal import FerryJSON
internal import FerryModel

/// Reads what webex-teams-archiver writes beside its JSON: the names and sizes of files stand in its text, the names
/// of people in its HTML.
struct WebexArchiverTranscript {
    /// The second in which a message was sent and who sent it: all that the text says about a message.
    private struct Stamp: Hashable {
        let second: String
        let address: String
    }

    private var messages: [Stamp: [(id: String, files: Int)]] = [:]
    private var files: [Stamp: [WebexTranscript.File]] = [:]

    /// Remembers a message with files; all of them have to come before `read`.
    mutating func note(_ message: JSONElement) {
        let count = message["files"]?.count ?? 0
        guard count > 0, let id = message.id("id")?.value, let created = message.text("created") else {
            return
        }
        let stamp = Stamp(second: String(created.prefix(19)), address: message.text("personEmail") ?? "")
        // More than one is too many, however many there are.
        let known = messages[stamp] ?? []
        if known.count < 2, !known.contains(where: { $0.id == id }) {
            messages[stamp] = known + [(id, count)]
        }
    }

    /// Reads the transcripts of a unit.
    mutating func read(_ unit: WebexUnit, in archive: Archive) throws -> WebexTranscript {
        var transcript = WebexTranscript()
        if let text = unit.text {
            var current: Stamp?
            try WebexPieces.read(text, in: archive, mark: [10]) { line in
                take(String(decoding: line, as: UTF8.self), &current)
            }
        }
        for (stamp, list) in messages {
            // Two messages of one second, or a text that looks like a file: nobody can tell which is which.
            guard list.count == 1, let found = files[stamp], found.count == list[0].files else { continue }
            transcript.files[list[0].id] = WebexTranscript.Files(list: found, isAligned: true)
        }
        if let page = unit.page { try Self.readNames(page, in: archive, into: &transcript) }
        return transcript
    }

    // MARK: Files

    private mutating func take(_ line: String, _ current: inout Stamp?) {
        let reply = "   (reply) "
        let plain = line.hasPrefix(reply) ? line.dropFirst(reply.count) : line[...]
        if plain.drop(while: { $0 == " " }) == "Attachment: File deleted or not found." {
            if let current {
                files[current, default: []].append(.init(name: "", size: nil, isGone: true))
            }
            return
        }
        guard let (stamp, rest) = Self.stamp(plain) else { return }
        current = stamp
        if let file = Self.file(rest) { files[stamp, default: []].append(file) }
    }

    // `2023-03-01T09:30:00 anna@amt.example: Attachment: Plan.pdf (17 bytes, application/pdf)`
    private static func stamp(_ line: Substring) -> (Stamp, Substring)? {
        let second = line.prefix(19)
        guard second.utf8.count == 19, WebexTime.read(String(second)) != nil, line.dropFirst(19).first == " ",
            let end = line.dropFirst(20).firstRange(of: ": ")
        else { return nil }
        let address = line.dropFirst(20)[..<end.lowerBound]
        return (Stamp(second: String(second), address: String(address)), line[end.upperBound...])
    }

    private static func file(_ text: Substring) -> WebexTranscript.File? {
        let word = "Attachment: "
        var text = text
        if text.last == "\r" { text.removeLast() }
        guard text.hasPrefix(word), text.last == ")", let open = text.lastIndex(of: "(") else { return nil }
        let inner = text[text.index(after: open)...].dropLast()
        guard let middle = inner.firstRange(of: " bytes, "), let size = Int64(inner[..<middle.lowerBound])
        else {
            return nil
        }
        let name = text[..<open].dropFirst(word.count).dropLast()
        let type = inner[middle.upperBound...].prefix { $0 != ";" }
        return .init(name: String(name), size: size, mediaType: String(type))
    }

    // MARK: People

    private static func readNames(
        _ page: ArchiveEntry, in archive: Archive, into transcript: inout WebexTranscript
    ) throws {
        let mark = Array("activity-item-sender-meta__displayName\" title=\"".utf8)
        try WebexPieces.read(page, in: archive, mark: mark) { piece in
            guard let end = WebexPieces.find(Array("\">".utf8), in: piece.prefix(1_000), from: 0) else {
                return
            }
            let text = String(decoding: piece.prefix(end), as: UTF8.self)
            // `Anna Schneider - anna@amt.example`, and a name may hold a dash.
            let parts = text.split(separator: " - ")
            guard parts.count > 1, let address = parts.last, address.contains("@") else { return }
            let name = parts.dropLast().joined(separator: " - ")
            switch name {
            case "Person Not Found": transcript.gone.insert(String(address))
            case "User API Failed": break
            default: transcript.names[String(address)] = name
            }
        }
    }
}
