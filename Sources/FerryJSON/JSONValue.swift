// SPDX-License-Identifier: Apache-2.0

/// A JSON value as plain Swift data, for contents that are built or kept.
///
/// Swift compares strings by canonical equivalence, so keys that differ only in Unicode normalisation are the
/// same key here; a document tells them apart.
public enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case int(Int64)
    case double(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    /// Parses a whole text and materialises it.
    public init(parsing bytes: [UInt8], limits: JSONLimits = .init()) throws(JSONError) {
        self = try JSONDocument(parsing: bytes, limits: limits).root.value
    }

    /// Parses a whole text and materialises it.
    public init(parsing text: String, limits: JSONLimits = .init()) throws(JSONError) {
        self = try JSONDocument(parsing: text, limits: limits).root.value
    }

    /// The member of an object. Reading gives `nil` where there is none or the value is no object; assigning
    /// `nil` removes it; assigning to anything but an object makes it one.
    public subscript(_ key: String) -> JSONValue? {
        get {
            guard case .object(let members) = self else { return nil }
            return members[key]
        }
        set {
            guard case .object(var members) = self else {
                if let newValue { self = .object([key: newValue]) }
                return
            }
            // Let go of the old dictionary, or the change copies it.
            self = .null
            members[key] = newValue
            self = .object(members)
        }
    }

    /// The text, `nil` for any other value.
    public var string: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// The number as an exact integer, `nil` for fractions, numbers out of range and any other value.
    public var int64: Int64? {
        switch self {
        case .int(let number): number
        case .double(let number): Int64(exactly: number)
        default: nil
        }
    }

    /// The number, `nil` for any other value.
    public var double: Double? {
        switch self {
        case .int(let number): Double(number)
        case .double(let number): number
        default: nil
        }
    }

    /// The truth value, `nil` for any other value.
    public var bool: Bool? {
        guard case .bool(let truth) = self else { return nil }
        return truth
    }

    /// Whether the value is `null`.
    public var isNull: Bool { self == .null }

    /// The elements of an array, empty for any other value.
    public var elements: [JSONValue] {
        guard case .array(let elements) = self else { return [] }
        return elements
    }

    /// The members of an object, empty for any other value.
    public var members: [String: JSONValue] {
        guard case .object(let members) = self else { return [:] }
        return members
    }

    /// The value as Matrix canonical JSON: keys sorted by code point, shortest escapes, UTF-8, no blanks
    /// (Matrix specification, appendices, “Canonical JSON”). Doubles, which Matrix forbids, are written in
    /// their shortest form.
    public func canonicalBytes() -> [UInt8] {
        var writer = JSONWriter()
        writer.value(self)
        return writer.bytes
    }
}
