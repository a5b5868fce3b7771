// SPDX-License-Identifier: Apache-2.0
import FerryModel

/// Which persons of the sources are one human: those who share an address, be it through others or through the
/// directory. Names never count.
struct SamePeople {
    private var parents: [Int: Int] = [:]
    private var byAddress: [String: Int] = [:]

    /// Joins persons by their addresses.
    ///
    /// - Parameter persons: bots and those without an address stay alone.
    init(_ persons: some Sequence<Person>, alias: AddressAlias, extract: DirectoryExtract) {
        for (index, person) in persons.enumerated() {
            add(person, at: index, alias: alias, extract: extract)
        }
    }

    /// Nobody yet.
    init() {}

    /// Adds the person at a place of the list.
    mutating func add(_ person: Person, at index: Int, alias: AddressAlias, extract: DirectoryExtract) {
        guard person.role != .bot else { return }
        for address in person.addresses.compactMap(alias.canonical) {
            for known in [address] + (extract.entry(address)?.addresses ?? []) {
                if let other = byAddress[known] { join(index, other) } else { byAddress[known] = index }
            }
        }
    }

    /// Lets go of what only adding needs.
    mutating func close() { byAddress = [:] }

    /// The person by whose place in the list the human is known: the first one.
    mutating func first(of index: Int) -> Int {
        var root = index
        while let parent = parents[root], parent != root { root = parent }
        var next = index
        while let parent = parents[next], parent != root {
            parents[next] = root
            next = parent
        }
        return root
    }

    private mutating func join(_ left: Int, _ right: Int) {
        let roots = (first(of: left), first(of: right))
        guard roots.0 != roots.1 else { return }
        parents[max(roots.0, roots.1)] = min(roots.0, roots.1)
    }
}
