// SPDX-License-Identifier: Apache-2.0

/// The elements of an array, in order. Stepping is constant time, counting is not.
public struct JSONElements: Collection, @unchecked Sendable {
    /// The place of an element; only meaningful for the collection it came from.
    public struct Index: Comparable, @unchecked Sendable {
        let node: UnsafePointer<JSONNode>

        /// Whether one element comes before another.
        public static func < (left: Index, right: Index) -> Bool { left.node < right.node }
    }

    private let storage: JSONStorage
    /// The first element, the end if there is none.
    public let startIndex: Index
    /// Behind the last element.
    public let endIndex: Index

    init(_ element: JSONElement) {
        storage = element.storage
        let span = element.kind == .array ? Int(element.node.pointee.span) : 1
        startIndex = Index(node: element.node + 1)
        endIndex = Index(node: element.node + span)
    }

    /// The place of the next element.
    public func index(after index: Index) -> Index {
        withExtendedLifetime(storage) { Index(node: index.node + Int(index.node.pointee.span)) }
    }

    /// The element at a place.
    public subscript(_ index: Index) -> JSONElement {
        JSONElement(storage: storage, node: index.node)
    }
}
