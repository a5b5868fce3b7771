// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// The elements that Webex adds to HTML.
struct WebexDialect: HTMLDialect {
    private let references: WebexReferences

    init(_ references: WebexReferences) {
        self.references = references
    }

    /// Whether reading these nodes may ask what something refers to; `false` is certain.
    static func mayRefer(_ nodes: [HTMLNode]) -> Bool {
        nodes.contains { node in
            guard case .element(let element) = node else { return false }
            return element.name == "spark-mention" || mayRefer(element.children)
        }
    }

    mutating func meaning(of element: HTMLElement) -> HTMLMeaning? {
        switch element.name {
        case "spark-mention": mention(element)
        // A message of nothing but emoji is shown large, which is not what a heading means.
        case "h1", "h2", "h3": Self.isEmoji(element.text) ? .content : nil
        default: nil
        }
    }

    private func mention(_ element: HTMLElement) -> HTMLMeaning {
        let label = element.text.trimmingBlanks
        switch element.attributes["data-object-type"]?.lowercased() {
        case "groupmention":
            let group = element.attributes["data-group-type"]?.lowercased() ?? "all"
            return .inlines([.broadcast(group == "all" || group == "here" ? group : "all")])
        default:
            guard let id = element.attributes["data-object-id"], !id.isEmpty,
                let person = references.person(id, label)
            else { return .content }
            return .inlines([.mention(person, label: label)])
        }
    }

    private static func isEmoji(_ text: String) -> Bool {
        let scalars = text.trimmingBlanks.unicodeScalars
        return !scalars.isEmpty
            && scalars.allSatisfy { scalar in
                scalar.value > 0x2000 && (scalar.properties.isEmoji || scalar.properties.isVariationSelector)
                    || scalar.value == 0x200D || scalar == " "
            }
    }
}
