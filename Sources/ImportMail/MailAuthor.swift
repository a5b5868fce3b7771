// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// Who wrote a mail.
struct MailAuthor {
    /// The address in lower case, in the domain that is in use now; empty when nobody is named.
    let address: String
    /// All addresses the person is known by through this mail.
    let addresses: [String]
    /// The name shown, empty when none is stated.
    let name: String
    /// Whether a machine wrote it.
    let isMachine: Bool

    /// Reads the header of a mail. Lists that put their own address into `From` name the author elsewhere.
    init(_ header: MailHeader, domains: [String]) {
        var author =
            header.value(.from).flatMap { MailAddress.sender($0) }
            ?? header.value(.sender).flatMap { MailAddress.sender($0) }
        if let stated = author, let via = stated.name.lowercased().ranges(of: " via ").last,
            header.value(.listID) != nil
        {
            let count = stated.name.lowercased().distance(
                from: stated.name.lowercased().startIndex, to: via.lowerBound)
            let name = String(stated.name.prefix(count)).filter { $0 != "\"" && $0 != "'" }
            let others = [header.value(.originalFrom), header.value(.replyTo)].compactMap { $0 }.compactMap {
                MailAddress.sender($0)
            }
            if let real = others.first(where: {
                $0.address.contains("@") && $0.address.lowercased() != stated.address.lowercased()
            }) {
                author = MailAddress(address: real.address, name: real.name.isEmpty ? name : real.name)
            }
        }
        let stated = author?.address.lowercased() ?? ""
        addresses = MailAuthor.aliases(of: stated, domains: domains)
        address = addresses.first ?? ""
        name = author.map { $0.name == $0.address ? "" : $0.name } ?? ""
        let local = stated.prefix { $0 != "@" }
        isMachine = Self.machines.contains {
            local == $0 || local.hasPrefix($0 + "-") || local.hasPrefix($0 + "+")
        }
    }

    /// Somebody known by an address alone.
    init(address: String) {
        self.address = address
        addresses = [address]
        name = ""
        isMachine = false
    }

    private static let machines = [
        "mailer-daemon", "noreply", "no-reply", "donotreply", "do-not-reply", "no_reply", "bounce", "bounces",
    ]

    /// The addresses a person of one's own domains is reached by, the one in use now first; any other address alone.
    static func aliases(of address: String, domains: [String]) -> [String] {
        guard !address.isEmpty else { return [] }
        guard let at = address.lastIndex(of: "@"), let main = domains.first,
            domains.contains(String(address[address.index(after: at)...]))
        else { return [address] }
        let current = address[...at] + main
        return current == address ? [address] : [String(current), address]
    }
}
