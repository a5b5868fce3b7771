// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryTestRecords
import GRDB
import Testing

@testable import FerryStore

private typealias Small = SmallWorkspace

@Suite("What a rollback notes")
struct RollbackJournalTests {
    private let migration: TestMigration
    private let now = Timestamp(seconds: 1_700_000_000)
    private var journal: Journal { migration.journal }

    /// One room with an event, one file, one account that was made and one that was there; all of it done.
    init() throws {
        migration = try TestMigration()
        try migration.take([Small.workspace])
        try plan()
        for lane in try journal.openLanes() {
            for operation in try journal.operations(lane: lane.id, limit: 100) {
                try journal.claim(operation, at: now)
                try journal.settle(operation, result: Self.result(operation), thenClaim: nil, at: now)
            }
            try journal.finish(lane: lane.id)
        }
    }

    private func plan() throws {
        try migration.store.plan { session in
            let bot = try session.account("@bot:x", kind: .bot, name: "")
            for name in ["made", "there"] {
                let account = try session.account("@\(name):x", kind: .ghost, name: "")
                let lane = try session.lane(.account, key: account.id, rank: 0, name: "account")
                let key = try session.number(of: Small.key(.person, name))
                try session.append(
                    PlannedOperation(.registerGhost, key: key, part: "register", sender: account.id), to: lane
                )
                try session.append(
                    PlannedOperation(.createDevice, key: key, part: "device", sender: account.id), to: lane)
            }
            let file = try session.number(of: Small.key(.attachment, "file"))
            let media = try session.lane(.media, key: file, rank: 2, name: "media")
            for (kind, part) in [(Operation.Kind.reserveMedia, "reserve"), (.uploadMedia, "upload")] {
                try session.append(PlannedOperation(kind, key: file, part: part, sender: bot.id), to: media)
            }
            let room = try session.number(of: Small.key(.channel, "general"))
            let lane = try session.lane(.room, key: room, rank: 10, name: "general")
            try session.append(
                PlannedOperation(
                    .createRoom, key: room, part: "room", sender: bot.id, room: room,
                    payload: #"{"room_alias_name":"ferry_1"}"#), to: lane)
            try session.append(
                PlannedOperation(
                    .sendEvent, key: session.number(of: Small.key(.message, "a")), sender: bot.id, room: room,
                    type: "m.room.message"), to: lane)
        }
    }

    private static func result(_ operation: FerryStore.Operation) -> String {
        switch operation.kind {
        case .registerGhost: operation.sender == "@made:x" ? Journal.accountMade : ""
        case .createDevice: "MATRIXFERRY"
        case .reserveMedia: "mxc://x/1"
        case .createRoom: "!room:x"
        case .sendEvent: "$event"
        default: ""
        }
    }

    @Test("finds what was made, and takes no account for its own that was there before")
    func creations() throws {
        let rooms = try journal.creations()
        #expect(rooms.map(\.room) == ["!room:x"])
        #expect(rooms.map(\.alias) == ["ferry_1"])
        #expect(try journal.accountsMade() == ["@made:x"])
        #expect(try journal.accountsWithDevice() == ["@made:x", "@there:x"])
        #expect(try journal.mediaMade(avatars: true) == ["mxc://x/1"])
    }

    @Test("lets nothing be sent between its beginning and its end")
    func unfinished() throws {
        try migration.store.requireOpen()
        try journal.begin([Removal(.room, "!room:x")], retryingLeft: false)
        #expect(throws: Failure.self) { try migration.store.requireOpen() }
        let removal = try #require(try journal.removals(in: .planned).first)
        try journal.settle(removal, .done)
        // Everything is gone, but the operations do not know yet.
        #expect(throws: Failure.self) { try migration.store.requireOpen() }
        try journal.finishRollback()
        try migration.store.requireOpen()
    }

    @Test("sends everything back but files that stay, and remembers which accounts it made")
    func reset() throws {
        try journal.begin([Removal(.room, "!room:x")], retryingLeft: false)
        for removal in try journal.removals(in: .planned) { try journal.settle(removal, .done) }
        try journal.finishRollback()
        let counts = try journal.counts()
        #expect(counts[.reserveMedia] == [.done: 1])
        #expect(counts[.uploadMedia] == [.done: 1])
        #expect(counts[.createRoom] == [.ready: 1])
        #expect(counts[.sendEvent] == [.ready: 1])
        #expect(counts[.registerGhost] == [.ready: 2])
        #expect(try journal.openLanes().map(\.kind) == [.account, .account, .room])
        #expect(try journal.accountsMade() == ["@made:x"])
        #expect(try journal.removals(in: .done).isEmpty)
    }

    @Test("sends files back that are gone, and forgets accounts that are")
    func resetAll() throws {
        try journal.begin(
            [Removal(.media, "mxc://x/1"), Removal(.account, "@made:x")], retryingLeft: false)
        for removal in try journal.removals(in: .planned) { try journal.settle(removal, .done) }
        try journal.finishRollback()
        #expect(try journal.counts()[.reserveMedia] == [.ready: 1])
        #expect(try journal.counts()[.uploadMedia] == [.ready: 1])
        #expect(try journal.accountsMade().isEmpty)
    }

    @Test("keeps rooms that it had to leave for a rollback that may do more")
    func left() throws {
        try journal.begin([Removal(.room, "!room:x")], retryingLeft: false)
        let removal = try #require(try journal.removals(in: .planned).first)
        try journal.settle(removal, .left, note: "still there")
        try journal.finishRollback()
        #expect(try journal.removals(in: .left).map(\.note) == ["still there"])
        try journal.begin([], retryingLeft: true)
        #expect(try journal.removals(in: .planned).map(\.target) == ["!room:x"])
    }

    @Test("notes the end of a migration, after which nothing changes")
    func closing() throws {
        #expect(try migration.store.closing() == nil)
        let digest = SHA256.digest(of: "manifest")
        try migration.store.close(at: now, manifest: digest)
        #expect(try migration.store.closing() == Store.Closing(at: now, manifest: digest))
        #expect(throws: Failure.self) { try migration.store.requireOpen() }
    }
}
