// SPDX-License-Identifier: Apache-2.0

/// The members of an object in the order of the text, equal keys included.
public struct JSONMembers: Collection, @unchecked Sendable {
    /// The place of a member; only meaningful for the collection it came from.
    public typealias Index = JSONElements.Index

    private let storage: JSONStorage
    /// The first member, the end if there is none.
    public let startIndex: Index
    /// Behind the last member.
    public let endIndex: Index

    init(_ element: JSONElement) {
        storage = element.storage
        let span = element.kind == .object ? Int(element.node.pointee.span) : 1
        startIndex = Index(node: element.node + 1)
        endIndex = Index(node: element.node + span)
    }

    /// The place of the next member.
    public func index(after index: Index) -> Index {
        withExtendedLifetime(storage) { Index(node: (index.node + 1).behind) }
    }

    /// The member at a place, its key decoded.
    public subscript(_ index: Index) -> (key: String, value: JSONElement) {
        let value = JSONElement(storage: storage, node: index.node + 1)
        return withExtendedLifetime(storage) { (storage.decodedText(of: index.node), value) }
    }
}
