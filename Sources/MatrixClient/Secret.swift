// SPDX-License-Identifier: Apache-2.0

/// A text that never shows itself: descriptions, string interpolation and reflection give `•••`.
public struct Secret: Sendable {
    private let value: String

    /// Takes the text as it is.
    public init(_ value: String) { self.value = value }

    /// The text, for the one place that sends it.
    func reveal() -> String { value }

    /// Whether the text can be a bearer token: not empty, and printable ASCII without spaces (RFC 6750
    /// section 2.1 allows less, but servers take what fits a header).
    public var isUsableAsToken: Bool {
        !value.isEmpty && value.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f }
    }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// `•••`.
    public var description: String { "•••" }
    /// `•••`.
    public var debugDescription: String { "•••" }
    /// A mirror without children.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
