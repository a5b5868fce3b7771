// SPDX-License-Identifier: Apache-2.0
internal import FerryJSON
internal import FerryModel

/// Something that happened, as a system message reports it.
/// Source: https://learn.microsoft.com/en-us/graph/system-messages
struct TeamsEvent {
    /// What kind of message it becomes.
    private(set) var kind: Message.Kind
    /// What happened, in a few words.
    private(set) var text: RichText
    /// The people who came or went with it.
    private(set) var joined: [String] = []
    private(set) var left: [String] = []
    /// Who may do what from then on.
    private(set) var role: (person: String, role: Membership.Role)?
    /// Whether the export says that something happened, but not what.
    private(set) var isEmptied = false

    /// The name of the event: `membersadded`; empty where nothing is left of it.
    static func name(_ detail: JSONElement) -> String {
        let type = detail.type
        let suffix = "eventmessagedetail"
        if type.hasSuffix(suffix) { return String(type.dropLast(suffix.count)) }
        // The admin centre's export has one member for each kind, all of them null.
        let found = detail.members.first { member in
            member.value.kind == .object
                && !["initiator", "additionalproperties"].contains(member.key.lowercased())
        }
        return found?.key.lowercased() ?? ""
    }

    /// Reads the detail of a system message of a channel or chat.
    init(_ detail: JSONElement?, in room: String, _ context: TeamsContext) {
        let name = detail.map(Self.name) ?? ""
        let inner = detail?.members.first { $0.key.lowercased() == name && $0.value.kind == .object }?.value
        guard let detail = inner ?? detail, !name.isEmpty else {
            // A stub: whatever another archive says about the same event is better.
            kind = .system(.other("stub"))
            text = RichText(plain: "Something happened here that the export does not describe.")
            isEmptied = true
            return
        }
        var reader = TeamsEventReader(detail, room: room, context: context)
        (kind, text) = reader.read(name)
        joined = reader.joined
        left = reader.left
        role = reader.role
    }
}
