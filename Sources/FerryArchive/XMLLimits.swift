// SPDX-License-Identifier: Apache-2.0

/// What an XML file may cost. The defaults hold any export of messages.
public struct XMLLimits: Hashable, Sendable {
    /// Elements that are open at once.
    public var depth: Int
    /// Bytes of the longest name of an element or attribute.
    public var nameBytes: Int
    /// Different names of elements and attributes.
    public var names: Int
    /// Attributes of one element.
    public var attributes: Int
    /// Bytes of one attribute's value.
    public var attributeBytes: Int
    /// Bytes of a text between two tags; what is beyond is left out.
    public var textBytes: Int

    /// Sets limits; what is left out has its default.
    public init(
        depth: Int = 64, nameBytes: Int = 256, names: Int = 10_000, attributes: Int = 128,
        attributeBytes: Int = 4 << 20,
        textBytes: Int = 8 << 20
    ) {
        self.depth = depth
        self.nameBytes = nameBytes
        self.names = names
        self.attributes = attributes
        self.attributeBytes = attributeBytes
        self.textBytes = textBytes
    }
}
