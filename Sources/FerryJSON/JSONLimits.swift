// SPDX-License-Identifier: Apache-2.0

/// What a JSON text may cost before it is refused, and what it may hold beyond the letter of RFC 8259.
public struct JSONLimits: Sendable, Hashable {
    /// How many arrays and objects may be open at once; values over 4096 count as 4096.
    public var depth: Int
    /// How many bytes one parsed text, or one element of a split stream, may have.
    public var elementBytes: Int
    /// How many values and keys one parsed text may have; each takes 16 bytes of memory.
    public var values: Int
    /// Whether raw control characters, NUL included, are taken inside strings. RFC 8259 forbids them; real
    /// exports hold them.
    public var allowControlCharacters: Bool

    /// Sets limits; what is left out has a default that holds every element of a real export.
    public init(
        depth: Int = 512, elementBytes: Int = 64 << 20, values: Int = 8 << 20,
        allowControlCharacters: Bool = true
    ) {
        self.depth = depth
        self.elementBytes = elementBytes
        self.values = values
        self.allowControlCharacters = allowControlCharacters
    }

    /// The depth in force. Materialising a value recurses once per level, so the stack bounds it.
    var effectiveDepth: Int { min(depth, 4096) }
}
