// SPDX-License-Identifier: Apache-2.0
public import FerryImport
public import FerryModel

/// Keeps what an importer yields: the last record of each key, as a store would, and every different loss.
public final class ListSink: RecordSink {
    /// The records by their keys.
    public private(set) var records: [SourceKey: Record] = [:]
    /// The different losses.
    public private(set) var losses: Set<Loss> = []
    /// The bytes of the files that records want, by their entries.
    public private(set) var bytes: [String: [UInt8]] = [:]
    /// How many bytes the importer said it has read.
    public private(set) var advanced: Int64 = 0

    /// Holds nothing yet.
    public init() {}

    /// Keeps a record.
    public func take(_ record: Record) throws {
        // As the store does: what was deleted stays so.
        if case .message(let known) = records[record.key], case .message(let new) = record,
            known.deletedAt != nil, new.deletedAt == nil
        {
            return
        }
        records[record.key] = record
    }

    /// Keeps a loss.
    public func take(_ loss: Loss) throws { losses.insert(loss) }
    /// Counts bytes.
    public func advance(bytes: Int64) { advanced += bytes }

    /// The entries whose bytes attachments want.
    public func wantedEntries() throws -> Set<String> {
        Set(
            records.values.compactMap { record in
                if case .attachment(let attachment) = record, case .entry(let entry) = attachment.location {
                    return entry
                }
                return nil
            })
    }

    /// Keeps the bytes of an entry.
    public func takeBytes(
        ofEntry entry: String, _ read: ((UnsafeRawBufferPointer) throws -> Void) throws -> Void
    )
        throws
    {
        var content: [UInt8] = []
        try read { content.append(contentsOf: $0) }
        bytes[entry] = content
    }

    /// The messages in their order.
    public var messages: [Message] {
        records.values.compactMap { if case .message(let message) = $0 { message } else { nil } }
            .sorted {
                ($0.channel.key.id, $0.order, $0.key.key.text) < (
                    $1.channel.key.id, $1.order, $1.key.key.text
                )
            }
    }

    /// The people, in no order.
    public var people: [Person] {
        records.values.compactMap { if case .person(let person) = $0 { person } else { nil } }
    }
    /// The channels, in no order.
    public var channels: [Channel] {
        records.values.compactMap { if case .channel(let channel) = $0 { channel } else { nil } }
    }
    /// The reactions, in no order.
    public var reactions: [Reaction] {
        records.values.compactMap { if case .reaction(let found) = $0 { found } else { nil } }
    }
    /// The pins, in no order.
    public var pins: [Pin] { records.values.compactMap { if case .pin(let pin) = $0 { pin } else { nil } } }
    /// The memberships, in no order.
    public var memberships: [Membership] {
        records.values.compactMap { if case .membership(let membership) = $0 { membership } else { nil } }
    }
    /// The files of messages, in no order.
    public var attachments: [Attachment] {
        records.values.compactMap { if case .attachment(let found) = $0 { found } else { nil } }
    }
    /// The workspaces, in no order.
    public var workspaces: [Workspace] {
        records.values.compactMap { if case .workspace(let workspace) = $0 { workspace } else { nil } }
    }

    /// The person of an id of the source's.
    public func person(_ id: String) -> Person? { people.first { $0.key.key.id == id } }
    /// The channel of an id of the source's.
    public func channel(_ id: String) -> Channel? { channels.first { $0.key.key.id == id } }
    /// The message of an id of the source's.
    public func message(_ id: String) -> Message? { messages.first { $0.key.key.id == id } }
    /// The file of an id of the source's.
    public func attachment(_ id: String) -> Attachment? { attachments.first { $0.key.key.id == id } }

    /// Who is in a channel, by the source's ids.
    public func membership(_ channel: String, _ person: String) -> Membership? {
        memberships.first { $0.channel.key.id == channel && $0.person.key.id == person }
    }

    /// How many different losses there are of each code.
    public var lossCounts: [String: Int] {
        losses.reduce(into: [:]) { counts, loss in counts[loss.code, default: 0] += 1 }
    }

    /// How often the losses of each code occur.
    public var lossSums: [String: Int] {
        losses.reduce(into: [:]) { counts, loss in counts[loss.code, default: 0] += loss.count }
    }

    /// The message elements that became no message.
    public var lostMessages: Int {
        losses.count { $0.kind == .message && $0.key == nil && $0.state.isNotCarried }
    }
}
