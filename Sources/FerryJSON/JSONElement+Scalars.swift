// SPDX-License-Identifier: Apache-2.0

extension JSONElement {
    /// The text of a string, `nil` for any other value. Lone surrogates and bytes that are not UTF-8 become
    /// U+FFFD; `replacedCharacters` tells.
    public var string: String? {
        guard kind == .string else { return nil }
        return withExtendedLifetime(storage) { storage.decodedText(of: node) }
    }

    /// How many lone surrogates and broken UTF-8 sequences `string` shows as U+FFFD; 0 for other values.
    public var replacedCharacters: Int {
        guard kind == .string else { return 0 }
        return withExtendedLifetime(storage) { storage.replacements(in: node) }
    }

    /// The number as an exact integer, `1e3` and `1.0` included; `nil` when it has a fraction, is out of range
    /// or the value is not a number.
    public var int64: Int64? {
        guard kind == .number else { return nil }
        return withRawBytes(JSONNumber.int64)
    }

    /// The nearest double, `nil` when the number is out of range or the value is not a number.
    public var double: Double? {
        guard kind == .number else { return nil }
        return withRawBytes(JSONNumber.double)
    }

    /// The truth value, `nil` for any other value.
    public var bool: Bool? {
        guard kind == .bool else { return nil }
        return withExtendedLifetime(storage) { node.pointee.length == 4 }
    }

    /// Whether the value is `null`.
    public var isNull: Bool { kind == .null }

    /// The bytes of the value exactly as the text has them, quotes and inner blanks included.
    public var rawBytes: [UInt8] { withRawBytes { Array($0) } }

    /// Lends the bytes of the value exactly as the text has them; they must not leave the closure.
    public func withRawBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let quote = kind == .string ? 1 : 0
        let bytes = UnsafeRawBufferPointer(
            start: storage.text + Int(node.pointee.offset) - quote,
            count: Int(node.pointee.length) + 2 * quote)
        defer { withExtendedLifetime(storage) {} }
        return try body(bytes)
    }

    /// An integer where the text writes one and it fits, a double otherwise.
    var numberValue: JSONValue {
        if !node.pointee.flags.contains(.fractional), let int64 { return .int(int64) }
        return double.map(JSONValue.double) ?? .null
    }
}
