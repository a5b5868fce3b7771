// SPDX-License-Identifier: Apache-2.0
import FerryModel

/// How the alias of a room is made from what is known of its channel: text with `{workspace}` and `{channel}`, the
/// names of both, and `{source}`, the kind of system.
public struct AliasTemplate: Hashable, Sendable {
    enum Word: String, CaseIterable {
        case workspace
        case channel
        case source
    }

    private let template: WordTemplate<Word>

    /// Reads a template; a `#` in front is as good as none.
    ///
    /// - Throws: `Failure.configuration` for an unknown word, a brace without its partner, a colon, and a text without
    ///   `{channel}`, which would give all rooms the same alias.
    public init(_ text: String) throws {
        guard !text.contains(":") else { throw Self.failure(text, "the server is not part of it") }
        do {
            template = try WordTemplate(text.hasPrefix("#") ? text.dropFirst() : text[...])
        } catch {
            throw Self.failure(text, error.reason)
        }
        guard template.words.contains(.channel) else {
            throw Self.failure(text, "it does not hold {channel}, so all rooms would get the same alias")
        }
    }

    /// The localpart for a channel: lower case, spelled so that everybody can type it, perhaps not unique.
    func localpart(for channel: Channel, workspace: String) -> String {
        let text = template.text { word in
            switch word {
            case .workspace: LocalpartTemplate.valid(workspace)
            case .source: channel.key.key.source.rawValue
            case .channel:
                // A name in letters that have no spelling is told by the source's id.
                Self.name(of: channel)
            }
        }
        return LocalpartTemplate.valid(text)
    }

    private static func name(of channel: Channel) -> String {
        let name = LocalpartTemplate.valid(channel.name)
        return name.isEmpty ? LocalpartTemplate.valid(channel.key.key.id) : name
    }

    private static func failure(_ template: String, _ reason: String) -> Failure {
        Failure(
            .configuration, "the alias template \(template) cannot be used: \(reason)", at: "ferry.yaml",
            remedy: "use {channel}, {workspace} and {source}, and text around them")
    }
}
