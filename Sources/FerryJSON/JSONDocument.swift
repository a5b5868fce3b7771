// SPDX-License-Identifier: Apache-2.0

/// A parsed text: a flat tape over its own copy of the bytes. Values are decoded when they are read.
///
/// The grammar is RFC 8259's. What real exports get wrong inside a value is decided where the value is read:
/// lone surrogates and bad UTF-8 become U+FFFD (`JSONElement.replacedCharacters`), the last of equal keys
/// wins, numbers out of range are `nil`, a byte order mark is skipped.
public struct JSONDocument: Sendable {
    private let storage: JSONStorage

    init(storage: JSONStorage) {
        self.storage = storage
    }

    /// Parses a whole text.
    public init(parsing bytes: [UInt8], limits: JSONLimits = .init()) throws(JSONError) {
        var parser = JSONParser(limits: limits)
        self = try parser.parse(bytes)
    }

    /// Parses a whole text; offsets in errors count from the start of the slice.
    public init(parsing bytes: ArraySlice<UInt8>, limits: JSONLimits = .init()) throws(JSONError) {
        var parser = JSONParser(limits: limits)
        self = try parser.parse(bytes)
    }

    /// Parses a whole text. The bytes are copied.
    public init(parsing bytes: UnsafeRawBufferPointer, limits: JSONLimits = .init()) throws(JSONError) {
        var parser = JSONParser(limits: limits)
        self = try parser.parse(bytes)
    }

    /// Parses a whole text.
    public init(parsing text: String, limits: JSONLimits = .init()) throws(JSONError) {
        try self.init(parsing: Array(text.utf8), limits: limits)
    }

    /// The one value that the text is.
    public var root: JSONElement {
        JSONElement(storage: storage, node: UnsafePointer(storage.tape))
    }
}
