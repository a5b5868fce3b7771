// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive
internal import FerryImport
internal import FerryJSON
internal import FerryModel
internal import FerryText

/// What a message says by itself, without anything else of the archive.
final class WebexMessageFacts: Sendable {
    /// Whether a tool made it up.
    let isInvented: Bool
    let id: String?
    let room: String?
    let isDirect: Bool
    /// When it was sent, if it says so.
    let created: Timestamp?
    let updated: Timestamp?
    let person: WebexId?
    let address: String?
    /// The first message of its thread.
    let root: String?
    /// The people whom its list of mentions names.
    let mentioned: [String]
    /// What its HTML is and how far it can be read, `nil` where it has none.
    let html: WebexMarkup.Start?
    /// Whether there is HTML of another type than the format gives it.
    let mistyped: MistypedMembers

    init(_ element: JSONElement) {
        isInvented = WebexInvented.isInvented(element)
        id = element.id("id")?.value
        room = element.id("roomId")?.value
        isDirect = element.text("roomType") == "direct"
        created = element.moment("created")
        updated = element.moment("updated")
        person = element.id("personId")
        address = element.text("personEmail")
        root = element.id("parentId")?.value
        mentioned = element.texts("mentionedPeople").compactMap { text in
            WebexId(text).flatMap { $0.isPerson ? $0.value : nil }
        }
        var mistyped = MistypedMembers()
        html = element.text("html", noting: &mistyped).map { WebexMarkup.Start(html: $0) }
        self.mistyped = mistyped
    }
}

/// An element of a file, with what it says by itself, found in advance.
struct WebexWork {
    let element: JSONElement
    let kind: WebexElement
    let facts: WebexMessageFacts?
    let offset: Int64

    /// Reads one file.
    static func read(
        _ entry: ArchiveEntry, _ form: WebexForm, in archive: Archive, _ findings: WorkFindings<WebexWork>
    ) throws {
        try WebexSource(archive: archive, sink: findings).elements(of: entry, form) { element, offset in
            let kind = WebexElement(element)
            var facts: WebexMessageFacts?
            if case .message = kind { facts = WebexMessageFacts(element) }
            // The text, what was found in it, and what that became.
            try findings.add(
                WebexWork(element: element, kind: kind, facts: facts, offset: offset),
                weight: element.withRawBytes { $0.count } * 3)
        }
    }
}
