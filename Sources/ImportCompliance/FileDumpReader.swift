// SPDX-License-Identifier: Apache-2.0
internal import FerryImport
internal import FerryModel

/// Reads the conversations of a `FileDump`. A conversation is one room in one batch or day; the room comes again in
/// every other.
final class FileDumpReader: ComplianceReader {
    let context: ComplianceContext
    let keys: ComplianceKeys
    private let writer: CompliancePostWriter
    private let entry: String
    var tally = ComplianceTally()
    var conversation = FileDumpConversation(perspective: "")
    private var pending: CompliancePost?
    /// The files that were transferred in rooms where uploads and downloads look alike.
    private var transferred: Set<String> = []

    init(_ context: ComplianceContext, _ keys: ComplianceKeys, entry: String, isMattermost: Bool) {
        self.context = context
        self.keys = keys
        self.entry = entry
        writer = CompliancePostWriter(context: context, keys: keys, entry: entry, isMarkdown: isMattermost)
    }

    func begin(_ element: ComplianceElement) {
        conversation = FileDumpConversation(perspective: element.value("@Perspective") ?? "")
    }

    func take(_ element: ComplianceElement) throws {
        switch element.name {
        case "RoomID": conversation.roomText = element.value("")
        case "StartTimeUTC": conversation.start = ComplianceTime.milliseconds(element.value(""))
        case "EndTimeUTC": conversation.end = ComplianceTime.milliseconds(element.value(""))
        case "ParticipantEntered": passage(element).map { conversation.entered.append($0) }
        case "ParticipantLeft": passage(element).map { conversation.left.append($0) }
        case "Message": try takeMessage(element)
        case "SystemMessage": try takeMessage(element, kind: .notice)
        case "Invite": try takeInvite(element)
        case "FileTransferStarted", "FileTransferEnded", "Attachment": try takeFile(element)
        case "History": tally.count(.read)
        // The same times in words, and what says nothing about people.
        case "StartTime", "EndTime", "RoomType", "Version": break
        default: tally.count(.unknown)
        }
    }

    func end() throws {
        try flush()
        if conversation.roomText != nil || !conversation.entered.isEmpty, room() != nil {
            try FileDumpPassages(self).yield()
        }
    }

    /// Yields the message that waits for files.
    private func flush() throws {
        guard let post = pending else { return }
        pending = nil
        try writer.write(post)
    }

    // MARK: Who and where

    private func author(_ element: ComplianceElement) -> String {
        guard let sender = ComplianceSender(fileDump: element) else {
            return context.people.noteNobody(in: keys.workspace)
        }
        return context.people.note(sender, in: keys.workspace)
    }

    private func passage(_ element: ComplianceElement) -> FileDumpConversation.Passage? {
        guard let sender = ComplianceSender(fileDump: element),
            let time = ComplianceTime.milliseconds(element.value("DateTimeUTC"))
        else {
            tally.count(.unknown)
            return nil
        }
        let person = context.people.note(sender, in: keys.workspace, isParticipant: true)
        return .init(person: person, time: time)
    }

    /// The room of the conversation, noted with its name; `nil` when nothing names one.
    func room() -> FileDumpRoom? {
        if let room = conversation.room { return room }
        let people = conversation.participants
        guard let text = conversation.roomText ?? (people.isEmpty ? nil : people.joined(separator: ", "))
        else {
            return nil
        }
        let found = FileDumpRoom(text)
        var kind = found.kind
        var name = found.name
        if found.isOfMattermost {
            if !conversation.perspective.isEmpty { name = conversation.perspective }
        } else if conversation.roomText == nil {
            kind = people.count == 2 ? .direct : .group
        }
        // Those are named after their members.
        if kind == .direct || kind == .group { name = "" }
        let identity = ComplianceContext.RoomIdentity(workspace: keys.workspace, id: found.id)
        let time = conversation.start ?? 0
        context.rooms[identity, default: ComplianceRoom(kind: kind, name: name, at: time)].rename(
            name, at: time)
        conversation.room = found
        return found
    }

    // MARK: Messages

    private func takeMessage(_ element: ComplianceElement, kind: Message.Kind = .text) throws {
        guard let time = ComplianceTime.milliseconds(element.value("DateTimeUTC")) else {
            return tally.count(.noTime)
        }
        guard let room = room() else { return tally.count(.noRoom) }
        let updated = ComplianceTime.milliseconds(element.value("UpdatedDateTimeUTC"))
        let text = element.fields["Content"] ?? ""
        let type = element.value("UpdatedType")?.lowercased()
        let stated = element.value("MessageId", "MessageID")
        if type == "filedeleted" { return deleteFile(text, stated.map { keys.message(room.id, $0) }) }
        try flush()
        let author = kind == .notice ? context.people.noteSystem(in: keys.workspace) : author(element)
        if stated == nil, try deleteByText(text, author, time) { return }
        let id = stated ?? conversation.sequence.id(author, String(time), text)
        var post = CompliancePost(
            room: room.id, key: keys.message(room.id, id), author: author, time: time,
            order: conversation.sequence.order(at: time))
        post.text = text
        // What a machine says disturbs nobody.
        post.kind = element.value("UserType")?.lowercased() == "bot" ? .notice : kind
        post.isCut = element.isCut
        post.line = element.line
        switch type {
        case "editedoriginalmsg": post.isEarlier = true
        case "editednewmsg": post.editedAt = updated ?? time
        case "deleted": post.deletedAt = updated ?? time
        default: break
        }
        if stated == nil { remember(post) }
        pending = post
    }

    /// Older Mattermost writes a deletion as `delete` and the text again, without saying which message it means.
    private func deleteByText(_ text: String, _ author: String, _ time: Int64) throws -> Bool {
        guard room()?.isOfMattermost == true, text.hasPrefix("delete ") else { return false }
        let key = Self.fingerprint(author, String(text.dropFirst(7)))
        guard var known = conversation.byText[key], !known.isDeleted else { return false }
        known.isDeleted = true
        known.post.deletedAt = time
        conversation.byText[key] = known
        try writer.write(known.post)
        return true
    }

    private func remember(_ post: CompliancePost) {
        if conversation.byText.count >= 20_000 { conversation.byText.removeAll(keepingCapacity: true) }
        var bare = post
        bare.text = ""
        conversation.byText[Self.fingerprint(post.author, post.text)] = (bare, false)
    }

    private static func fingerprint(_ author: String, _ text: String) -> Int {
        var hasher = Hasher()
        hasher.combine(author)
        hasher.combine(text)
        return hasher.finalize()
    }

    private func takeInvite(_ element: ComplianceElement) throws {
        guard let time = ComplianceTime.milliseconds(element.value("DateTimeUTC")) else {
            return tally.count(.noTime)
        }
        guard let room = room() else { return tally.count(.noRoom) }
        try flush()
        let inviter =
            ComplianceSender(fileDump: element, prefix: "Inviter/")
            ?? ComplianceSender(fileDump: element, login: "InviterLoginName")
        let invitee =
            ComplianceSender(fileDump: element, prefix: "Invitee/") ?? ComplianceSender(fileDump: element)
        let author =
            inviter.map { context.people.note($0, in: keys.workspace) }
            ?? context.people.noteNobody(in: keys.workspace)
        let invited = invitee.map { context.people.note($0, in: keys.workspace) }
        let said = element.value("Content") ?? ""
        let id = conversation.sequence.id("invite", author, String(time), invited ?? "", said)
        var words: [RichText.Inline] = [.text("invited ")]
        words.append(
            invited.map { .mention(keys.person($0), label: invitee?.handle ?? $0) } ?? .text("somebody"))
        if !said.isEmpty { words += [.text(": "), .text(said)] }
        try context.sink.take(
            .message(
                Message(
                    key: keys.message(room.id, id), channel: keys.channel(room.id),
                    author: keys.person(author),
                    sentAt: Timestamp(milliseconds: time), order: conversation.sequence.order(at: time),
                    kind: .system(.other("invite")), body: RichText([.paragraph(words)]))))
    }

    // MARK: Files

    private func takeFile(_ element: ComplianceElement) throws {
        // Bloomberg states the name people see in FileName and the one on disk in FileID.
        guard let path = element.value("FileID", "FileName") else { return tally.count(.unknown) }
        guard let time = ComplianceTime.milliseconds(element.value("DateTimeUTC")) else {
            return tally.count(.noTime)
        }
        guard let room = room() else { return tally.count(.noRoom) }
        let status = element.value("Status")?.lowercased()
        let named = element.value("UserFileName") ?? element.value("FileName") ?? path
        let file = CompliancePost.File(
            path: path, name: ComplianceFiles.lastPart(named),
            size: element.value("FileSize").flatMap { Int64($0) }.flatMap { $0 >= 0 ? $0 : nil },
            hasFailed: status.map { $0 != "completed" } ?? false)
        let author = author(element)
        let isSameFile = pending?.files.contains(where: { $0.path == path }) ?? false
        if pending?.author == author, pending?.time == time || isSameFile {
            pending?.add(file)
            return
        }
        try flush()
        if room.isVisited, !transferred.insert(room.id + "/" + path).inserted { return tally.count(.read) }
        let id = conversation.sequence.id("file", author, String(time), path)
        var post = CompliancePost(
            room: room.id, key: keys.message(room.id, id), author: author, time: time,
            order: conversation.sequence.order(at: time))
        post.line = element.line
        post.add(file)
        pending = post
    }

    private func deleteFile(_ text: String, _ message: MessageKey?) {
        let path = text.hasPrefix("delete ") ? String(text.dropFirst(7)) : text
        guard pending?.key == message, let index = pending?.files.firstIndex(where: { $0.path == path })
        else {
            return tally.count(.unknown)
        }
        pending?.files[index].isDeleted = true
    }
}
