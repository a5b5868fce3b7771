// SPDX-License-Identifier: Apache-2.0
public import FerryModel
import GRDB

extension PlanSession.PlannedChannel {
    /// The same channel with the times of its own and others' messages.
    public func spanning(_ others: [PlanSession.PlannedChannel]) -> PlanSession.PlannedChannel {
        PlanSession.PlannedChannel(
            id: id, channel: channel, workspace: workspace, creator: creator,
            lastMessageAt: ([self] + others).compactMap(\.lastMessageAt).max(),
            firstMessageAt: ([self] + others).compactMap(\.firstMessageAt).min())
    }
}

extension PlanSession {
    /// The messages of several channels in the order of time; each channel's own order stays.
    public func forEachMessage(
        inChannels channels: [Int64], _ body: (StoredMessage, _ channel: Int64) throws -> Void
    ) throws {
        var feeds = try channels.map { channel in
            let statement = try database.makeStatement(sql: Self.selectMessages)
            return Feed(channel: channel, rows: try Row.fetchCursor(statement, arguments: [channel]))
        }
        for index in feeds.indices { try feeds[index].advance() }
        while let next = feeds.indices.filter({ feeds[$0].row != nil })
            .min(by: { (feeds[$0].time, $0) < (feeds[$1].time, $1) })
        {
            guard let row = feeds[next].row else { return }
            try body(try message(row), feeds[next].channel)
            try feeds[next].advance()
        }
    }

    // Where a channel's clock goes back, its messages wait for those before them.
    private struct Feed {
        let channel: Int64
        let rows: RowCursor
        var row: Row?
        var time: Int64 = .min

        mutating func advance() throws {
            row = try rows.next()
            if let sentAt = row?[3] as Int64? { time = max(time, sentAt) }
        }
    }

    /// The records of one channel, in numbers.
    public struct Contents: Hashable, Sendable {
        /// How many there are of each kind.
        public let counts: [RecordKind: Int]
        /// The numbers of the files its messages came with.
        public let attachments: [Int64]
    }

    /// What a channel holds.
    public func contents(ofChannel channel: Int64) throws -> Contents {
        var counts: [RecordKind: Int] = [:]
        for (kind, from) in [
            (RecordKind.message, "message WHERE channel = ?"), (.membership, "membership WHERE channel = ?"),
            (.pin, "pin WHERE channel = ?"),
            (.reaction, "reaction r JOIN message m ON m.id = r.message WHERE m.channel = ?"),
        ] {
            let count = try Int.fetchOne(
                database, sql: "SELECT count(*) FROM \(from)", arguments: [channel])
            if let count, count > 0 { counts[kind] = count }
        }
        let attachments = try Int64.fetchAll(
            database,
            sql: """
                SELECT DISTINCT a.id FROM message m, json_each(nullif(m.attachments, '')) j
                JOIN source_key k ON k.text = j.value JOIN attachment a ON a.id = k.id WHERE m.channel = ?
                """, arguments: [channel])
        return Contents(counts: counts, attachments: attachments)
    }

    /// The time of the last message that was sent into a room already; `nil` if none was.
    public func lastSentTime(inLane lane: Int64) throws -> Timestamp? {
        try Int64.fetchOne(
            database,
            sql: """
                SELECT max(m.sent_at) FROM operation o JOIN message m ON m.id = o.key
                WHERE o.lane = ? AND o.state IN (1, 2) AND o.part = ''
                """, arguments: [lane]
        ).map { Timestamp(milliseconds: $0) }
    }
}
