// SPDX-License-Identifier: Apache-2.0

/// What an HTML fragment may cost. The defaults hold any message that people wrote.
public struct HTMLLimits: Sendable, Hashable {
    /// Levels of the tree; elements further down stand on the last one.
    public var depth: Int
    /// Elements that may be open at once before the text alone is kept.
    public var open: Int
    /// Attributes of one tag before the text alone is kept.
    public var attributes: Int
    /// Elements and texts of the tree; the rest is cut off.
    public var nodes: Int
    /// Bytes of the fragment; the rest is cut off.
    public var bytes: Int

    /// Sets limits; what is left out has its default.
    public init(
        depth: Int = 64, open: Int = 1_000, attributes: Int = 1_000, nodes: Int = 200_000,
        bytes: Int = 4 << 20
    ) {
        self.depth = depth
        self.open = open
        self.attributes = attributes
        self.nodes = nodes
        self.bytes = bytes
    }
}
