// SPDX-License-Identifier: Apache-2.0
internal import FerryJSON
internal import FerryText

/// What a message says by itself, without anything else of the archive.
final class TeamsMessageFacts: Sendable {
    /// Whether it only reports that something happened.
    let isStated: Bool
    let author: TeamsAuthor
    /// Where it stands, if anything says so.
    let address: TeamsAddress?
    /// When it was sent, if it says so.
    let time: TeamsTime?
    let edited: TeamsTime?
    let deleted: TeamsTime?
    /// Whether a text in it may be what a tool left of something deeper.
    let mayBeCutOff: Bool
    /// Its text, where it has one and reports nothing.
    let content: TeamsContent?

    init(_ element: JSONElement, _ scope: TeamsScope) {
        let detail = element.object(.eventDetail)
        let body = element.object(.body)
        let text = body?.text(.content)
        let isStated =
            detail.map(TeamsEvent.name)?.isEmpty == false || Self.isSystem(element, text ?? "")
        self.isStated = isStated
        let author = TeamsAuthor(element, isEvent: isStated)
        self.author = author
        address = TeamsAddress(element, scope, author: author.identity.id)
        // Ids are the moment of sending, in milliseconds.
        time =
            element.moment(.createdDateTime)
            ?? address.flatMap { Int64($0.id) }.flatMap { TeamsTime(milliseconds: $0) }
        edited = element.moment(.lastEditedDateTime)
        deleted = element.moment(.deletedDateTime)
        // Nearly no message has such texts, so the places where they count are looked at only where one is.
        mayBeCutOff = element.mayHoldText(startingWith: TeamsCutOff.starts)
        content = isStated ? nil : TeamsContent(element, body, text)
    }

    private static func isSystem(_ element: JSONElement, _ content: String) -> Bool {
        if element.text(.messageType)?.lowercased() == "systemeventmessage" { return true }
        // In either case of letters, byte by byte: it is asked of every message.
        return content.utf8.count >= 19
            && content.utf8.prefix(19).elementsEqual("<systemeventmessage".utf8) { $0 | 0x20 == $1 }
    }
}

/// The text of a message as it stands in the message, and how far it can be read without the rest.
struct TeamsContent {
    let text: String
    /// How it is read; `nil` for plain text.
    let markup: TeamsMarkup.Start?

    fileprivate init(_ message: JSONElement, _ body: JSONElement?, _ stated: String?) {
        let cutOff =
            body != nil
            ? nil
            : message[.body]?.string.flatMap { text in
                TeamsCutOff.rest("content", in: text) ?? TeamsCutOff.rest("Content", in: text)
            }
        text = stated ?? cutOff ?? ""
        markup = body?.text(.contentType)?.lowercased() == "text" ? nil : TeamsMarkup.Start(text)
    }
}
