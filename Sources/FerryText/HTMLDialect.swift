// SPDX-License-Identifier: Apache-2.0
public import FerryModel

/// What an element means where HTML alone does not say it.
public enum HTMLMeaning: Hashable, Sendable {
    /// Parts of a line.
    case inlines([RichText.Inline])
    /// Parts that start on a new line.
    case blocks([RichText.Block])
    /// What stands inside it.
    case content
    /// Nothing at all.
    case nothing
}

/// A source's own way to write HTML: its elements, its attributes, its images.
public protocol HTMLDialect {
    /// The meaning of an element; `nil` for HTML's own.
    mutating func meaning(of element: HTMLElement) -> HTMLMeaning?

    /// The parts of a finished line or paragraph, where they mean something only together.
    func joined(_ inlines: [RichText.Inline]) -> [RichText.Inline]
}

extension HTMLDialect {
    /// The parts as they are.
    public func joined(_ inlines: [RichText.Inline]) -> [RichText.Inline] { inlines }
}

/// HTML without any source's additions; images are their alternative text.
public struct PlainHTML: HTMLDialect {
    /// The dialect has no parts.
    public init() {}

    /// HTML's own meaning, always.
    public func meaning(of element: HTMLElement) -> HTMLMeaning? { nil }
}
