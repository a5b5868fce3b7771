// SPDX-License-Identifier: Apache-2.0

/// One value or key on the tape. Children follow their parent directly; a key precedes its value.
struct JSONNode {
    /// Where the value starts in the text; for strings behind the opening quote.
    var offset: UInt32
    /// How many bytes it has; for strings without the quotes.
    var length: UInt32
    /// How many nodes it takes with everything below it. While a container is open: the index of its parent.
    var span: UInt32
    /// What it is.
    var kind: JSONElement.Kind
    /// What the scanner saw inside a string or number.
    var flags: Flags

    /// What reading a string or number has to watch for.
    struct Flags: OptionSet {
        let rawValue: UInt8
        /// The string holds a backslash escape.
        static let escaped = Flags(rawValue: 1)
        /// The string holds bytes above 0x7F.
        static let notASCII = Flags(rawValue: 2)
        /// The number has a fraction or an exponent.
        static let fractional = Flags(rawValue: 4)
    }
}

extension UnsafePointer<JSONNode> {
    /// The node behind a closed value and everything below it.
    ///
    /// Walks wait for the span at each step, unless the processor may guess: most values are one node, and which are not
    /// repeats from element to element. A call is the only branch that the compiler leaves one.
    @inline(__always)
    var behind: UnsafePointer<JSONNode> {
        guard _fastPath(pointee.kind != .object && pointee.kind != .array) else { return behindContainer }
        return self + 1
    }

    @inline(never)
    private var behindContainer: UnsafePointer<JSONNode> { self + Int(pointee.span) }
}
