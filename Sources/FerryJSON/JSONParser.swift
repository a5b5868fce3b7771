// SPDX-License-Identifier: Apache-2.0

/// Parses one text after the other and reuses the memory of the one before, once nobody holds it any more.
public struct JSONParser: Sendable {
    private let limits: JSONLimits
    private var storage: JSONStorage?

    /// Makes a parser that keeps to the limits.
    public init(limits: JSONLimits = .init()) {
        self.limits = limits
    }

    /// Parses a whole text: one value, blanks around it, a byte order mark before it.
    ///
    /// The bytes are copied; a document stays valid for as long as it is held.
    public mutating func parse(_ bytes: UnsafeRawBufferPointer) throws(JSONError) -> JSONDocument {
        guard bytes.count <= min(limits.elementBytes, Int(UInt32.max) - JSONStorage.padding) else {
            throw JSONError(.tooLarge, offset: limits.elementBytes)
        }
        let storage = reusableStorage(for: bytes.count)
        storage.load(bytes)
        var scanner = JSONScanner(storage, limits: limits)
        try scanner.scan()
        return JSONDocument(storage: storage)
    }

    /// Parses a whole text.
    public mutating func parse(_ bytes: [UInt8]) throws(JSONError) -> JSONDocument {
        try parse(bytes[...])
    }

    /// Parses a whole text; offsets in errors count from the start of the slice.
    public mutating func parse(_ bytes: ArraySlice<UInt8>) throws(JSONError) -> JSONDocument {
        let result = bytes.withUnsafeBytes { buffer in
            Result { () throws(JSONError) in try parse(buffer) }
        }
        return try result.get()
    }

    private mutating func reusableStorage(for count: Int) -> JSONStorage {
        if isKnownUniquelyReferenced(&storage), let storage { return storage }
        let fresh = JSONStorage(textCapacity: count)
        storage = fresh
        return fresh
    }
}
