// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// Everybody the archive names. Grows with the people, not with the messages.
final class CompliancePeople {
    /// Stands for whoever a file does not name.
    static let nobody = "unknown"

    private struct Known {
        var sender: ComplianceSender
        var isParticipant: Bool
    }

    private struct Identity: Hashable {
        let workspace: String
        let id: String
    }

    private var people: [Identity: Known] = [:]
    private var byAddress: [Identity: String] = [:]

    /// Remembers somebody and returns the id to know them by. Who is only named by an address is whoever had it before.
    func note(_ sender: ComplianceSender, in workspace: String, isParticipant: Bool = false) -> String {
        var id = sender.id
        if people[Identity(workspace: workspace, id: id)] == nil,
            let other = byAddress[Identity(workspace: workspace, id: id)]
        {
            id = other
        }
        for address in sender.addresses {
            let key = Identity(workspace: workspace, id: address.lowercased())
            if byAddress[key] == nil { byAddress[key] = id }
        }
        let identity = Identity(workspace: workspace, id: id)
        var known = people[identity] ?? Known(sender: sender, isParticipant: isParticipant)
        known.isParticipant = known.isParticipant || isParticipant
        if known.sender.name.isEmpty { known.sender.name = sender.name }
        for address in sender.addresses
        where !known.sender.addresses.contains(where: { $0.lowercased() == address.lowercased() }) {
            known.sender.addresses.append(address)
        }
        known.sender.isBot = known.sender.isBot || sender.isBot
        people[identity] = known
        return id
    }

    /// Remembers that somebody is not named.
    func noteNobody(in workspace: String) -> String {
        note(ComplianceSender(unnamed: Self.nobody, name: "Unknown person"), in: workspace)
    }

    /// Remembers that the source itself said something.
    func noteSystem(in workspace: String) -> String {
        var sender = ComplianceSender(unnamed: "system", name: "System")
        sender.isBot = true
        return note(sender, in: workspace)
    }

    /// All of them as records, by id.
    var records: [Person] {
        people.sorted { ($0.key.workspace, $0.key.id) < ($1.key.workspace, $1.key.id) }.map {
            identity, known in
            let sender = known.sender
            let role: Person.Role =
                sender.isBot ? .bot : sender.isExternal ? .external : known.isParticipant ? .member : .unknown
            return Person(
                key: ComplianceKeys(workspace: identity.workspace).person(identity.id), handle: sender.handle,
                displayName: sender.name.isEmpty ? sender.handle : sender.name, addresses: sender.addresses,
                role: role)
        }
    }
}

extension ComplianceSender {
    /// Somebody of whom nothing is known.
    init(unnamed id: String, name: String) {
        self.id = id
        self.name = name
        handle = ""
    }
}
