// SPDX-License-Identifier: Apache-2.0

/// A value of a document: cheap to copy, keeps the document's memory alive, decoded only when read.
///
/// Unchecked because it points into memory that nobody writes while an element refers to it.
public struct JSONElement: @unchecked Sendable {
    /// What a value is.
    public enum Kind: UInt8, Sendable {
        case null
        case bool
        case number
        case string
        case array
        case object
    }

    let storage: JSONStorage
    let node: UnsafePointer<JSONNode>

    init(storage: JSONStorage, node: UnsafePointer<JSONNode>) {
        self.storage = storage
        self.node = node
    }

    /// What the value is.
    public var kind: Kind { withExtendedLifetime(storage) { node.pointee.kind } }

    /// The member with this key, the last one if it occurs more than once; `nil` when there is none or the
    /// value is not an object. Keys are compared byte by byte, without building strings where they are plain.
    public subscript(_ key: String) -> JSONElement? {
        guard kind == .object else { return nil }
        if let found = key.utf8.withContiguousStorageIfAvailable({ lastMember(keyed: $0) }) { return found }
        return Array(key.utf8).withUnsafeBufferPointer { lastMember(keyed: $0) }
    }

    /// The member with this key in whatever case its letters are written, the last one if there are several; `nil`
    /// when there is none or the value is not an object. Only ASCII letters have cases here.
    public func member(inAnyCase key: String) -> JSONElement? {
        guard kind == .object else { return nil }
        let found = key.utf8.withContiguousStorageIfAvailable { lastMember(inAnyCase: $0) }
        if let found { return found }
        return Array(key.utf8).withUnsafeBufferPointer { lastMember(inAnyCase: $0) }
    }

    /// The member with this key in whatever case its letters are written, and where there is none, that member of the
    /// object which another key names: both in one walk, since most lookups are in vain.
    public func member(inAnyCase key: String, orInside other: String) -> JSONElement? {
        guard kind == .object else { return nil }
        var (key, other) = (key, other)
        let (found, inside) = key.withUTF8 { key in
            other.withUTF8 { other in lastMembers(inAnyCase: key, other) }
        }
        if let found { return JSONElement(storage: storage, node: found) }
        return inside.flatMap { JSONElement(storage: storage, node: $0).member(inAnyCase: key) }
    }

    /// Whether a text in the value begins with one of these, or may do so: a text with escapes counts.
    ///
    /// One walk over everything below, without looking at what is where; keys count as texts.
    public func mayHoldText(startingWith starts: [StaticString]) -> Bool {
        withExtendedLifetime(storage) {
            let end = node + Int(node.pointee.span)
            var cursor = node
            while cursor < end {
                if cursor.pointee.kind == .string, storage.mayStart(cursor, with: starts) { return true }
                cursor += 1
            }
            return false
        }
    }

    /// The elements of an array, in order; nothing for any other value.
    public var elements: JSONElements { JSONElements(self) }

    /// The members of an object in the order of the text, equal keys included; nothing for any other value.
    public var members: JSONMembers { JSONMembers(self) }

    /// How many elements an array or members an object has; 0 for any other value. Walks over them.
    public var count: Int {
        switch kind {
        case .array: elements.count
        case .object: members.count
        default: 0
        }
    }

    /// The value materialised, with everything below it. Numbers out of range are `null`.
    public var value: JSONValue {
        switch kind {
        case .null: .null
        case .bool: .bool(bool == true)
        case .number: numberValue
        case .string: .string(string ?? "")
        case .array: .array(elements.map(\.value))
        case .object:
            .object(Dictionary(members.lazy.map { ($0.key, $0.value.value) }) { _, last in last })
        }
    }

    private func lastMember(inAnyCase key: UnsafeBufferPointer<UInt8>) -> JSONElement? {
        withExtendedLifetime(storage) {
            let end = node + Int(node.pointee.span)
            var cursor = node + 1
            var found: UnsafePointer<JSONNode>?
            while cursor < end {
                if storage.text(of: cursor, equalsInAnyCase: key) { found = cursor + 1 }
                cursor = (cursor + 1).behind
            }
            return found.map { JSONElement(storage: storage, node: $0) }
        }
    }

    private func lastMembers(
        inAnyCase key: UnsafeBufferPointer<UInt8>, _ other: UnsafeBufferPointer<UInt8>
    ) -> (UnsafePointer<JSONNode>?, UnsafePointer<JSONNode>?) {
        withExtendedLifetime(storage) {
            let end = node + Int(node.pointee.span)
            var cursor = node + 1
            var found: UnsafePointer<JSONNode>?
            var second: UnsafePointer<JSONNode>?
            while cursor < end {
                let length = Int(cursor.pointee.length)
                // Most keys differ in length.
                if length == key.count || length == other.count || !cursor.pointee.flags.isEmpty {
                    if storage.text(of: cursor, equalsInAnyCase: key) {
                        found = cursor + 1
                    } else if storage.text(of: cursor, equalsInAnyCase: other) {
                        second = cursor + 1
                    }
                }
                cursor = (cursor + 1).behind
            }
            return (found, second)
        }
    }

    private func lastMember(keyed key: UnsafeBufferPointer<UInt8>) -> JSONElement? {
        withExtendedLifetime(storage) {
            let end = node + Int(node.pointee.span)
            var cursor = node + 1
            var found: UnsafePointer<JSONNode>?
            while cursor < end {
                let value = cursor + 1
                // Most keys differ in length, and looking up what is not there is what happens most.
                if Int(cursor.pointee.length) == key.count || !cursor.pointee.flags.isEmpty,
                    storage.text(of: cursor, equals: key)
                {
                    found = value
                }
                cursor = value.behind
            }
            return found.map { JSONElement(storage: storage, node: $0) }
        }
    }
}
