// SPDX-License-Identifier: Apache-2.0
import FerryImport
import FerryModel

/// Keeps what an importer yields: the last record of each key, as a store would, and every different loss.
final class ListSink: RecordSink {
    private(set) var records: [SourceKey: Record] = [:]
    private(set) var losses: Set<Loss> = []
    private(set) var bytes: [String: [UInt8]] = [:]
    private(set) var advanced: Int64 = 0

    func take(_ record: Record) throws {
        // As the store does: what was deleted stays so.
        if case .message(let known) = records[record.key], case .message(let new) = record,
            known.deletedAt != nil, new.deletedAt == nil
        {
            return
        }
        records[record.key] = record
    }

    func take(_ loss: Loss) throws { losses.insert(loss) }
    func advance(bytes: Int64) { advanced += bytes }

    func wantedEntries() throws -> Set<String> {
        Set(
            records.values.compactMap { record in
                if case .attachment(let attachment) = record, case .entry(let entry) = attachment.location {
                    return entry
                }
                return nil
            })
    }

    func takeBytes(ofEntry entry: String, _ read: ((UnsafeRawBufferPointer) throws -> Void) throws -> Void)
        throws
    {
        var content: [UInt8] = []
        try read { content.append(contentsOf: $0) }
        bytes[entry] = content
    }

    /// The messages in their order.
    var messages: [Message] {
        records.values.compactMap { if case .message(let message) = $0 { message } else { nil } }
            .sorted {
                ($0.channel.key.id, $0.order, $0.key.key.text) < (
                    $1.channel.key.id, $1.order, $1.key.key.text
                )
            }
    }

    var people: [Person] {
        records.values.compactMap { if case .person(let person) = $0 { person } else { nil } }
    }
    var channels: [Channel] {
        records.values.compactMap { if case .channel(let channel) = $0 { channel } else { nil } }
    }
    var reactions: [Reaction] {
        records.values.compactMap { if case .reaction(let found) = $0 { found } else { nil } }
    }
    var pins: [Pin] { records.values.compactMap { if case .pin(let pin) = $0 { pin } else { nil } } }
    var memberships: [Membership] {
        records.values.compactMap { if case .membership(let membership) = $0 { membership } else { nil } }
    }
    var attachments: [Attachment] {
        records.values.compactMap { if case .attachment(let found) = $0 { found } else { nil } }
    }
    var workspaces: [Workspace] {
        records.values.compactMap { if case .workspace(let workspace) = $0 { workspace } else { nil } }
    }

    func person(_ id: String) -> Person? { people.first { $0.key.key.id == id } }
    func channel(_ id: String) -> Channel? { channels.first { $0.key.key.id == id } }
    func message(_ id: String) -> Message? { messages.first { $0.key.key.id == id } }
    func attachment(_ id: String) -> Attachment? { attachments.first { $0.key.key.id == id } }

    func membership(_ channel: String, _ person: String) -> Membership? {
        memberships.first { $0.channel.key.id == channel && $0.person.key.id == person }
    }

    /// How often each loss code occurs.
    var lossCounts: [String: Int] {
        losses.reduce(into: [:]) { counts, loss in counts[loss.code, default: 0] += loss.count }
    }

}
