// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import FerryStore
import FerryTestKit
import FerryTestRecords
import FerryVerify
import Synchronization
import Testing

private typealias Small = SmallWorkspace

/// Rooms that the appservice's user has left, and in which the member who joined first is no longer either.
@Suite("Reading a room back with the eyes of somebody who is in it", .timeLimit(.minutes(40)))
struct ReaderTests {
    private let fixture: UploadFixture
    private let server: FakeHomeserver
    private let lost = Chance(1)
    /// A direct room: those are their members' own.
    private static let records = UploadFixture.records.map { record in
        if case .channel = record { Small.room("general", .direct) } else { record }
    }

    /// A room that is carried, and a later archive with two messages more.
    init() async throws {
        let lost = lost
        let holder = Mutex<FakeHomeserver?>(nil)
        fixture = try UploadFixture(Self.records)
        server = try FakeHomeserver { request in
            guard request.isSend, request.says("six"), lost.take() else { return .none }
            // Nothing but the room itself knows of the event then.
            holder.withLock { $0 }?.change { $0.deviceTransactions = [:] }
            return .lostAnswer
        }
        holder.withLock { $0 = server }
        try await fixture.upload(to: server)
        #expect(server.room.said == UploadFixture.said)
        try #require(!server.room.joined.contains(FakeState.bot))
        try fixture.migration.take(
            Self.records + [
                Small.message("5", in: "general", by: "ben", at: 1900, "five"),
                Small.message("6", in: "general", by: "ben", at: 2000, "six"),
            ], as: "later.zip", content: "later", entries: ["f.pdf": [1, 2, 3]])
        try fixture.plan()
    }

    private func leave(_ user: String, forgetting: Bool) {
        let room = server.room.id
        server.change { state in
            _ = state.append(
                "m.room.member", user, ["membership": "leave"], by: user, at: nil, to: room)
            if forgetting { state.forgotten.insert("\(room) \(user)") }
        }
    }

    @Test("an event whose answer was lost is found and not sent again", arguments: [false, true])
    func lostAnswer(forgetting: Bool) async throws {
        leave("@anna:x.org", forgetting: forgetting)
        server.restart()
        let summary = try await fixture.upload(to: server)
        #expect(!lost.take())
        #expect((summary.ready, summary.reconciled) == (0, 1))
        // Nothing can be marked as read for somebody who is not there.
        #expect(summary.stuck.map(\.kind) == ["read"])
        #expect(server.room.said == UploadFixture.said + ["five", "six"])
        #expect(server.requests.count { $0.isSend && $0.says("six") } == 1)
    }

    @Test("what is new is verified, and the room is readable", arguments: [false, true])
    func verified(forgetting: Bool) async throws {
        leave("@anna:x.org", forgetting: forgetting)
        #expect(try await fixture.upload(to: server).ready == 0)
        let summary = try await Verifier(
            store: fixture.migration.store, homeserver: try fixture.homeserver(server.url)
        ).run(into: VerifySink(onDifference: { _ in }))
        #expect(summary.isProven, "\(summary.differences)")
        #expect((summary.unreadable, summary.went) == (0, 1))
    }

    @Test("what a lost store has forgotten is found before anything is sent")
    func adopted() async throws {
        #expect(try await fixture.upload(to: server).ready == 0)
        leave("@anna:x.org", forgetting: false)
        let more = Small.message("7", in: "general", by: "ben", at: 2100, "seven")
        let late = try UploadFixture(
            Self.records + [
                Small.message("5", in: "general", by: "ben", at: 1900, "five"),
                Small.message("6", in: "general", by: "ben", at: 2000, "six"), more,
            ])
        server.change { state in
            let room = state.rooms.values.first { !$0.said.isEmpty }?.id ?? ""
            let content = state.rooms[room]?.events.last { $0["content"]?["body"] == "six" }?["content"]
            // As if "six" had come after anna had left.
            state.rooms[room]?.events.removeAll { $0["content"]?["body"] == "six" }
            _ = state.append("m.room.message", nil, content ?? [:], by: "@ben:x.org", at: 2000, to: room)
            state.deviceTransactions = [:]
        }
        server.restart()
        #expect(try await late.upload(to: server).ready == 0)
        #expect(server.room.said.filter { $0 == "six" }.count == 1)
        #expect(server.room.said.filter { $0 == "one" }.count == 1)
    }
}
