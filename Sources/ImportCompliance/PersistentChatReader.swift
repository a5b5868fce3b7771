// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// Reads the conversations of Persistent Chat (Lync Server 2013, Skype for Business Server 2015).
/// Source: https://learn.microsoft.com/en-us/previous-versions/office/lync-server-2013/lync-server-2013-customizing-the-xslt-definition-file
///
/// `FirstMessage` repeats the first of `Messages`. Coming and going are visits, several a day, and no memberships.
final class PersistentChatReader: ComplianceReader {
    private let context: ComplianceContext
    private let keys: ComplianceKeys
    private let writer: CompliancePostWriter
    private(set) var tally = ComplianceTally()
    private var room: String?
    private var sequence = ComplianceSequence()

    init(_ context: ComplianceContext, _ keys: ComplianceKeys, entry: String) {
        self.context = context
        self.keys = keys
        writer = CompliancePostWriter(context: context, keys: keys, entry: entry, isMarkdown: false)
    }

    func begin(_ conversation: ComplianceElement) {
        room = nil
        sequence = ComplianceSequence()
    }

    func take(_ element: ComplianceElement) throws {
        switch element.name {
        case "Channel": takeChannel(element)
        case "Message": try takeMessage(element)
        case "FirstMessage", "StartTimeUTC", "EndTimeUTC": break
        default: tally.count(.unknown)
        }
    }

    func end() {}

    private func takeChannel(_ element: ComplianceElement) {
        guard let uri = element.value("@uri", "@name") else { return }
        let id = uri.lowercased()
        let name = PersistentChatRoom.name(element.value("@name") ?? "", uri: uri)
        context.rooms[identity(id), default: ComplianceRoom(kind: .private, name: name, at: 0)]
            .rename(name, at: 0)
        room = id
    }

    private func identity(_ room: String) -> ComplianceContext.RoomIdentity {
        ComplianceContext.RoomIdentity(workspace: keys.workspace, id: room)
    }

    private func takeMessage(_ element: ComplianceElement) throws {
        guard let room else { return tally.count(.noRoom) }
        let ticks = ComplianceTime.microseconds(ticks: element.value("DateTimeUTC@long"))
        guard
            let time = ComplianceTime.milliseconds(element.value("DateTimeUTC@since1970"))
                ?? ticks.map({ $0 / 1000 })
        else { return tally.count(.noTime) }
        let type = element.value("@type")?.uppercased() ?? ""
        let content = element.fields["@content"] ?? ""
        switch type {
        case "JOIN": enter(sender(element, isParticipant: true), at: time, room)
        case "PART": tally.count(.visit)
        case "BACKCHAT", "FILEDOWNLOAD": tally.count(.read)
        case "CHAT", "FILEUPLOAD":
            let author = sender(element)
            let id = sequence.id(type, author, String(ticks ?? time), element.value("@id") ?? "", content)
            // Ticks order finer, where they speak of the same moment.
            let isExact = ticks.map { abs($0 / 1000 - time) <= 1 } ?? false
            let order = sequence.order(at: time)
            var post = CompliancePost(
                room: room, key: keys.message(room, id), author: author, time: time,
                order: isExact ? ticks ?? order : order)
            post.line = element.line
            post.isCut = element.isCut
            if type == "CHAT" {
                post.text = content
            } else if let path = content.trimmed.isEmpty ? nil : content.trimmed {
                post.add(.init(path: path, name: ComplianceFiles.lastPart(path)))
            }
            try writer.write(post)
        default: tally.count(.unknown)
        }
    }

    private func sender(_ element: ComplianceElement, isParticipant: Bool = false) -> String {
        guard let sender = ComplianceSender(persistentChat: element) else {
            return context.people.noteNobody(in: keys.workspace)
        }
        return context.people.note(sender, in: keys.workspace, isParticipant: isParticipant)
    }

    private func enter(_ person: String, at time: Int64, _ room: String) {
        guard person != CompliancePeople.nobody else { return tally.count(.unknown) }
        let isKnown = context.rooms[identity(room)]?.presence[person] != nil
        if isKnown { tally.count(.visit) }
        context.rooms[identity(room)]?.presence[person, default: CompliancePresence()].enter(
            at: time, isEdge: false)
    }
}
