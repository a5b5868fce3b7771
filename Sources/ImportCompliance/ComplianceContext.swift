// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive
internal import FerryImport
internal import FerryModel

/// What all files of an archive share while it is read. Grows with the people and the rooms, not with the messages.
final class ComplianceContext {
    /// A room of one workspace.
    struct RoomIdentity: Hashable {
        let workspace: String
        let id: String
    }

    let sink: any RecordSink
    let archive: String
    /// The names of all XML files.
    let documents: Set<String>
    let files: ComplianceFiles
    let people = CompliancePeople()
    var rooms: [RoomIdentity: ComplianceRoom] = [:]
    /// XML files that are no compliance XML, or refused before that was known, unless a message names them as its own.
    var unread: [(entry: String, problem: XMLError?)] = []
    /// The workspaces by their ids, each with its name.
    var workspaces: [String: String] = [:]

    init(_ archive: Archive, _ layout: ComplianceLayout, sink: any RecordSink) {
        self.archive = archive.path
        documents = Set(layout.documents.map(\.name))
        // A message may have an XML file too.
        files = ComplianceFiles(layout.files + layout.documents)
        self.sink = sink
    }

    /// States a loss.
    func lose(
        _ code: String, _ state: Loss.State, _ kind: RecordKind, key: SourceKey? = nil, in entry: String,
        line: Int? = nil, count: Int = 1, because reason: String
    ) throws {
        try sink.take(
            Loss(
                code: "compliance." + code, kind: kind, state: state, key: key,
                place: Place(archive: archive, entry: entry, line: line), reason: reason, count: count))
    }

    /// Yields what only all files together say.
    func finish() throws {
        for (id, name) in workspaces.sorted(by: { $0.key < $1.key }) {
            try sink.take(
                .workspace(Workspace(key: ComplianceKeys(workspace: id).workspaceKey, name: name)))
        }
        for person in people.records { try sink.take(.person(person)) }
        for (identity, room) in rooms.sorted(by: {
            ($0.key.workspace, $0.key.id) < ($1.key.workspace, $1.key.id)
        }) {
            let keys = ComplianceKeys(workspace: identity.workspace)
            let channel = keys.channel(identity.id)
            try sink.take(
                .channel(
                    Channel(
                        key: channel, workspace: keys.workspaceKey, kind: room.kind, name: room.name,
                        previousNames: room.previousNames)))
            for (person, presence) in room.presence.sorted(by: { $0.key < $1.key }) {
                try sink.take(.membership(presence.membership(of: channel, keys.person(person))))
            }
        }
        let unread = Dictionary(self.unread.map { ($0.entry, $0.problem) }) { first, _ in first }
        for entry in files.strangers {
            if !documents.contains(entry.name) {
                try lose(
                    "entry.unknown", .notSupported, .attachment, in: entry.name,
                    because: "no message of the archive names this file")
            } else if let problem = unread[entry.name] {
                let isRefused = problem?.reason == .doctype
                try lose(
                    isRefused ? "xml.doctype" : "xml.unknown", .notSupported, .message, in: entry.name,
                    line: problem?.line,
                    because: problem.map { "\($0.reason)" } ?? "the file is no compliance XML")
            }
        }
    }
}
