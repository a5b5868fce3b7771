// SPDX-License-Identifier: Apache-2.0

/// A part of an HTML fragment.
public enum HTMLNode: Hashable, Sendable {
    /// Text, its character references resolved, its white space as it stood.
    case text(String)
    case element(HTMLElement)
}

/// An element of an HTML fragment.
public struct HTMLElement: Hashable, Sendable {
    /// The name in lower case.
    public var name: String
    /// The attributes by their lower-case names.
    public var attributes: [String: String]
    /// What stands inside.
    public var children: [HTMLNode]

    /// Describes an element.
    public init(name: String, attributes: [String: String] = [:], children: [HTMLNode] = []) {
        self.name = name
        self.attributes = attributes
        self.children = children
    }

    /// The words of an attribute, `class` for one.
    func words(_ attribute: String) -> [Substring] {
        attributes[attribute]?.split { $0 == " " || $0 == "\t" || $0 == "\n" } ?? []
    }

    /// The text inside, `br` as a line break, without the elements' meaning.
    var text: String {
        var text = ""
        Self.append(children, to: &text)
        return text
    }

    private static func append(_ nodes: [HTMLNode], to text: inout String) {
        for node in nodes {
            switch node {
            case .text(let part): text += part
            case .element(let element) where element.name == "br": text += "\n"
            case .element(let element): append(element.children, to: &text)
            }
        }
    }
}
