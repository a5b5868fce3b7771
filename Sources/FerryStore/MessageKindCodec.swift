// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel

/// The kind of a message in the store: one word, or a JSON array for what happened to a channel.
enum MessageKindCodec {
    static func encode(_ kind: Message.Kind) -> String {
        switch kind {
        case .text: "text"
        case .emote: "emote"
        case .notice: "notice"
        case .call: "call"
        case .poll: "poll"
        case .card: "card"
        case .system(let event): encode(event)
        }
    }

    static func decode(_ text: String) throws -> Message.Kind {
        switch text {
        case "text": return .text
        case "emote": return .emote
        case "notice": return .notice
        case "call": return .call
        case "poll": return .poll
        case "card": return .card
        default: return .system(try decodeEvent(text))
        }
    }

    private static func encode(_ event: SystemEvent) -> String {
        let words: [String] =
            switch event {
            case .joined(let person, let actor): ["joined", person.key.text, actor?.key.text ?? ""]
            case .left(let person, let actor): ["left", person.key.text, actor?.key.text ?? ""]
            case .named(let name): ["named", name]
            case .topic(let topic): ["topic", topic]
            case .purpose(let purpose): ["purpose", purpose]
            case .archived: ["archived"]
            case .unarchived: ["unarchived"]
            case .other(let name): ["other", name]
            }
        return String(decoding: JSONValue.array(words.map { .string($0) }).canonicalBytes(), as: UTF8.self)
    }

    private static func decodeEvent(_ text: String) throws -> SystemEvent {
        let words = try JSONDocument(parsing: Array(text.utf8)).root.elements.map { $0.string ?? "" }
        let detail = words.count > 1 ? words[1] : ""
        let actor = words.count > 2 ? SourceKey(text: words[2]).map { PersonKey($0) } : nil
        switch words.first {
        case "joined": if let key = SourceKey(text: detail) { return .joined(PersonKey(key), by: actor) }
        case "left": if let key = SourceKey(text: detail) { return .left(PersonKey(key), by: actor) }
        case "named": return .named(detail)
        case "topic": return .topic(detail)
        case "purpose": return .purpose(detail)
        case "archived": return .archived
        case "unarchived": return .unarchived
        default: break
        }
        return .other(detail)
    }
}
