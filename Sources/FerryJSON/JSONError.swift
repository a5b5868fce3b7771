// SPDX-License-Identifier: Apache-2.0

/// Why a text is not the JSON it should be, and at which byte.
///
/// The description names bytes and positions only, never content, so it may be logged.
public struct JSONError: Error, Sendable, Hashable {
    /// What is wrong.
    public enum Reason: Error, Hashable {
        /// The text ends inside a value, or holds none.
        case truncated
        /// A byte that the grammar does not allow here.
        case unexpectedByte(UInt8)
        /// Something other than blanks follows the value.
        case trailingBytes
        /// A backslash followed by something that is not an escape.
        case invalidEscape
        /// A raw control character inside a string, where the limits forbid it.
        case controlCharacter
        /// More arrays and objects are open at once than the limits allow.
        case tooDeep
        /// The text or the element is longer than the limits allow, or holds too many values.
        case tooLarge
        /// A split stream is well-formed but has no array at the path.
        case arrayNotFound
    }

    /// What is wrong.
    public var reason: Reason
    /// Where: bytes from the start of the text, for a split stream from the start of the stream.
    public var offset: Int

    /// Describes an error by its parts.
    public init(_ reason: Reason, offset: Int) {
        self.reason = reason
        self.offset = offset
    }
}

extension JSONError: CustomStringConvertible {
    /// One line in plain words.
    public var description: String {
        reason.description + " at byte \(offset)"
    }
}

extension JSONError.Reason: CustomStringConvertible {
    /// The reason in plain words, without the position.
    public var description: String {
        switch self {
        case .truncated: "the JSON text ends too early"
        case .unexpectedByte(let byte): "unexpected byte 0x" + String(byte, radix: 16) + " in the JSON text"
        case .trailingBytes: "something follows the JSON value"
        case .invalidEscape: "invalid escape in a JSON string"
        case .controlCharacter: "raw control character in a JSON string"
        case .tooDeep: "the JSON text is nested too deeply"
        case .tooLarge: "the JSON value is too large"
        case .arrayNotFound: "the JSON text does not hold the array"
        }
    }
}
