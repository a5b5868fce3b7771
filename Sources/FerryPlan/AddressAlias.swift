// SPDX-License-Identifier: Apache-2.0
import FerryModel

/// Brings the many spellings of one mail address down to one.
///
/// Case, `+tag`, domains that stand for another, and the names that directories give their guests
/// (`anna_example.org#EXT#@tenant.onmicrosoft.com` is `anna@example.org`).
/// Source: https://learn.microsoft.com/en-us/entra/external-id/user-properties
public struct AddressAlias: Hashable, Sendable {
    /// The domain each other domain stands for, both in lower case.
    let domains: [String: String]

    /// No domain stands for another.
    public static let none = AddressAlias(domains: [:])

    private init(domains: [String: String]) { self.domains = domains }

    /// Takes pairs such as `old.example=new.example`.
    ///
    /// - Throws: `Failure.configuration` for a text without both domains, and for a domain that stands for two.
    public init(_ pairs: [String]) throws {
        var domains: [String: String] = [:]
        for pair in pairs {
            let parts = pair.lowercased().split(separator: "=", omittingEmptySubsequences: false)
            guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty && !$0.contains("@") }),
                parts[0] != parts[1]
            else { throw Self.failure(pair, "is no pair of domains such as old.example=new.example") }
            guard domains.updateValue(String(parts[1]), forKey: String(parts[0])) == nil else {
                throw Self.failure(pair, "names a domain that stands for another already")
            }
        }
        self.init(domains: domains)
    }

    /// The one spelling; `nil` for a text that is no address.
    func canonical(_ address: String) -> String? {
        let address = Self.guest(address.lowercased())
        guard let at = address.lastIndex(of: "@"), at > address.startIndex else { return nil }
        var name = address[..<at]
        if let plus = name.firstIndex(of: "+"), plus > name.startIndex { name = name[..<plus] }
        var domain = String(address[address.index(after: at)...])
        guard !domain.isEmpty else { return nil }
        // A chain of stand-ins ends after as many steps as there are pairs.
        for _ in domains { domain = domains[domain] ?? domain }
        return "\(name)@\(domain)"
    }

    private static func guest(_ address: String) -> String {
        guard let mark = address.firstIndex(of: "#"), address[mark...].hasPrefix("#ext#@") else {
            return address
        }
        let name = address[..<mark]
        guard let line = name.lastIndex(of: "_"), line > name.startIndex else { return address }
        return name[..<line] + "@" + name[name.index(after: line)...]
    }

    private static func failure(_ pair: String, _ what: String) -> Failure {
        Failure(
            .configuration, "people.domains: \(pair) \(what)", at: "ferry.yaml",
            remedy: "write one pair for each domain that stands for another")
    }
}

extension AddressAlias: CustomStringConvertible {
    /// The pairs in a fixed order: the digest of a plan's inputs is made of it.
    public var description: String {
        domains.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
    }
}
