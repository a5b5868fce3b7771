// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import FerryStore

/// The end of one room's timeline.
struct PreviewTimeline {
    private let preview: Store.Preview
    private let words: Wording
    private let lines: [(event: Store.PreviewEvent, content: JSONValue)]
    private var reactions: [Int64: [(shown: String, count: Int)]] = [:]
    private var edits: [Int64: JSONValue] = [:]
    private var senders: [Int64: String] = [:]

    init(_ preview: Store.Preview, words: Wording) {
        self.preview = preview
        self.words = words
        lines = preview.events.map { ($0, (try? JSONValue(parsing: $0.content)) ?? [:]) }
        for (event, content) in lines where event.stateKey == nil {
            let relation = content["m.relates_to"]
            let target = relation?["event_id"]?["$event"]?.int64
            if event.type == "m.reaction", let target {
                add(relation?["key"]?.string ?? content["shortcode"]?.string ?? "", to: target)
            } else if relation?["rel_type"] == "m.replace", let target {
                edits[target] = content["m.new_content"] ?? content
            } else if event.part.isEmpty {
                senders[event.key] = Self.name(event)
            }
        }
    }

    private mutating func add(_ shown: String, to message: Int64) {
        if let index = reactions[message]?.firstIndex(where: { $0.shown == shown }) {
            reactions[message]?[index].count += 1
        } else {
            reactions[message, default: []].append((shown, 1))
        }
    }

    var html: HTML {
        let lead = words(
            .previewLead, ["shown": .number(lines.count), "count": .number(preview.total)])
        return """
            <p class="lead">\(lead) <code>\(preview.key)</code></p>
            <ol class="timeline">
            \(lines.map { line($0.event, $0.content) })</ol>
            """
    }

    private static func name(_ event: Store.PreviewEvent) -> String {
        event.senderName.isEmpty ? event.sender : event.senderName
    }

    private func line(_ event: Store.PreviewEvent, _ content: JSONValue) -> HTML {
        if event.stateKey != nil { return state(event, content) }
        guard event.type == "m.room.message", content["m.relates_to"]?["rel_type"] != "m.replace" else {
            return .empty
        }
        let time = event.time.map { "<time>\(words.moment($0))</time>" as HTML } ?? .empty
        // Clients show what the last edit says, in the place of the message.
        let edit = event.part.isEmpty ? edits[event.key] : nil
        return """
            <li class="\(isReply(content) ? "said inside" : "said")"><p class="who">\(PageText.name(Self.name(event))) \
            \(time)\(note(content, edited: edit != nil))</p>
            <div class="body">\(body(edit ?? content))</div>\(event.part.isEmpty ? shown(reactions[event.key] ?? []) : .empty)</li>

            """
    }

    private func isReply(_ content: JSONValue) -> Bool { content["m.relates_to"]?["rel_type"] == "m.thread" }

    private func note(_ content: JSONValue, edited: Bool) -> HTML {
        var notes: [String] = []
        let relation = content["m.relates_to"]
        if relation?["rel_type"] == "m.thread" { notes.append(words(.previewThread)) }
        if relation?["is_falling_back"] != true,
            let target = relation?["m.in_reply_to"]?["event_id"]?["$event"]?.int64,
            let sender = senders[target]
        {
            notes.append(words(.previewReply, ["name": .text(sender)]))
        }
        if edited { notes.append(words(.previewEdited)) }
        return notes.isEmpty ? .empty : " <span class=\"note-text\">\(notes.joined(separator: ", "))</span>"
    }

    // The formatted text was written by our own renderer, through which no tag of an archive comes.
    private func body(_ content: JSONValue) -> HTML {
        if content["url"] != nil {
            return
                "<p><span class=\"file\">\(words(.previewFile))\(words.language.colon)\(content["body"]?.string ?? "")</span></p>"
        }
        if let formatted = content["formatted_body"] {
            return HTML(stringLiteral: Self.withoutHeadings(Self.filled(formatted)))
        }
        let text = content["body"].map { Self.filled($0) } ?? ""
        return text.isEmpty
            ? "<p><em>\(words(.previewDeleted))</em></p>" : "<p class=\"plain-text\">\(text)</p>"
    }

    // The page has headings of its own, which those in messages would part.
    private static func withoutHeadings(_ markup: String) -> String {
        markup.replacing(#/<h[1-6]>/#, with: "<p class=\"heading\">").replacing(#/<\/h[1-6]>/#, with: "</p>")
    }

    // Ids that only the homeserver can give stay empty.
    private static func filled(_ value: JSONValue) -> String {
        if let text = value.string { return text }
        return (value["$text"]?.elements ?? []).map { $0.string ?? "" }.joined()
    }

    private func shown(_ reactions: [(shown: String, count: Int)]) -> HTML {
        guard !reactions.isEmpty else { return .empty }
        let chips: [HTML] = reactions.map { "<li>\($0.shown) \($0.count)</li>" }
        return "\n<ul class=\"chips\">\(chips)</ul>"
    }

    private func state(_ event: Store.PreviewEvent, _ content: JSONValue) -> HTML {
        let text: String
        switch (event.type, content["membership"]?.string) {
        case ("m.room.member", "join"): text = words(.previewJoined, ["name": .text(Self.name(event))])
        case ("m.room.member", "leave"): text = words(.previewLeft, ["name": .text(Self.name(event))])
        case ("m.room.name", _): text = words(.previewNamed, ["name": .text(content["name"]?.string ?? "")])
        case ("m.room.topic", _):
            text = words(.previewTopic, ["topic": .text(content["topic"]?.string ?? "")])
        default: return .empty
        }
        let time = event.time.map { " <time>\(words.moment($0))</time>" as HTML } ?? .empty
        return "<li class=\"happened\">\(text)\(time)</li>\n"
    }
}
