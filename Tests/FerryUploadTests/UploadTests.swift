// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import FerryStore
import FerryTestKit
import FerryTestRecords
import FerryUpload
import Synchronization
import Testing

private typealias Small = SmallWorkspace

@Suite("An upload", .timeLimit(.minutes(40)))
struct UploadTests {
    @Test("carries everything out once, in order, with its time and sender")
    func whole() async throws {
        let fixture = try UploadFixture()
        let server = try FakeHomeserver()
        let summary = try await fixture.upload(to: server)
        #expect(summary.ending == .complete)
        #expect((summary.ready, summary.wedged, summary.skipped, summary.reconciled) == (0, 0, 0, 0))
        #expect(summary.settled == summary.done)
        #expect(server.room.said == UploadFixture.said)
        let messages = server.room.events.filter { $0["type"] == "m.room.message" }
        #expect(
            messages.map { $0["origin_server_ts"]?.int64 }
                == [1500, 1600, 1700, 1700, 1800].map { $0 * 1000 })
        #expect(messages.first?["sender"] == "@anna:x.org")
        #expect(server.state.media.values.compactMap(\.self) == [[1, 2, 3]])
        #expect(server.state.devices.count == 3)
        #expect(server.state.readMarkers.count == 2)
        // Nothing is left, so nothing is sent.
        let writes = server.writes
        #expect(try await fixture.upload(to: server).settled == 0)
        #expect(server.writes == writes)
    }

    @Test("ends when the homeserver takes one event for another, and notes nothing of it as done")
    func swallowed() async throws {
        let fixture = try UploadFixture()
        let trap = try FakeHomeserver { request in
            guard request.isSend else { return .none }
            return .answer(.json("{\"event_id\":\"$always-the-same\"}"))
        }
        #expect(await fixture.failure(of: trap)?.kind == .bug)
        let done = try fixture.migration.journal.counts()[.sendEvent]?[.done] ?? 0
        #expect(done == 1)
        #expect(trap.requests.count { $0.isSend } == 2)
    }

    @Test("reserves anew when the homeserver has forgotten a reservation")
    func expiredReservation() async throws {
        let fixture = try UploadFixture()
        let first = Chance(1)
        let server = try FakeHomeserver { request in
            request.path.contains("/upload/") && first.take() ? .answer(.error(404, "M_NOT_FOUND")) : .none
        }
        let summary = try await fixture.upload(to: server)
        #expect((summary.ready, summary.wedged, summary.skipped) == (0, 0, 0))
        #expect(server.requests.count { $0.path.hasSuffix("/create") } == 2)
        #expect(server.room.said == UploadFixture.said)
        let url = server.room.events.compactMap { $0["content"]?["url"]?.string }
        #expect(url.count == 1)
        let address = url.first.map { String($0.dropFirst("mxc://".count)) } ?? ""
        #expect(server.state.media[address] == .some(.some([1, 2, 3])))
    }

    @Test("takes a file for uploaded when the homeserver says it has it")
    func uploadedBefore() async throws {
        let fixture = try UploadFixture()
        let first = Chance(1)
        let server = try FakeHomeserver { $0.path.contains("/upload/") && first.take() ? .lostAnswer : .none }
        let summary = try await fixture.upload(to: server)
        #expect((summary.ready, summary.wedged) == (0, 0))
        #expect(server.state.media.count == 1)
    }

    @Test("removes the alias of a room that a crash left half made, and makes the room again")
    func stump() async throws {
        let fixture = try UploadFixture()
        let first = Chance(2)
        let server = try FakeHomeserver { $0.path.hasSuffix("/createRoom") && first.take() ? .stump : .none }
        let summary = try await fixture.upload(to: server)
        #expect(summary.stumps.count == 2)
        #expect((summary.ready, summary.wedged) == (0, 0))
        #expect(server.room.said == UploadFixture.said)
        let whole = server.state.rooms.values.filter { !$0.events.isEmpty }.map(\.id)
        #expect(Set(server.state.aliases.values) == Set(whole))
        #expect(whole.count == 2)
    }

    @Test("finds a room whose answer was lost, and makes no other")
    func lostRoom() async throws {
        let fixture = try UploadFixture()
        let first = Chance(2)
        let server = try FakeHomeserver {
            $0.path.hasSuffix("/createRoom") && first.take() ? .lostAnswer : .none
        }
        let summary = try await fixture.upload(to: server)
        #expect(summary.stumps.isEmpty)
        #expect(server.state.rooms.count == 2)
        #expect(server.room.said == UploadFixture.said)
    }

    @Test("adopts what is in the rooms when the journal was lost, and sends no event twice")
    func lostJournal() async throws {
        let server = try FakeHomeserver()
        try await UploadFixture().upload(to: server)
        server.restart()
        let before = server.room.events
        let fresh = try UploadFixture()
        let summary = try await fresh.upload(to: server)
        #expect(server.room.events == before)
        #expect(server.state.rooms.count == 2)
        #expect(summary.reconciled >= UploadFixture.said.count)
        #expect((summary.ready, summary.wedged, summary.skipped) == (0, 0, 0))
    }

    @Test("does not send again what was sent and deleted when the journal was lost")
    func lostJournalOfADeletion() async throws {
        let deleted = SmallWorkspace.message(
            "1", in: "general", by: "anna", at: 1500, "one", deleted: 1950)
        let server = try FakeHomeserver()
        try await UploadFixture(UploadFixture.records + [deleted]).upload(to: server)
        let before = server.room.events
        #expect(before.count { $0["unsigned"]?["redacted_because"] != nil } == 1)
        server.change {
            $0.memoryTransactions = [:]
            $0.deviceTransactions = [:]
        }
        let summary = try await UploadFixture(UploadFixture.records + [deleted]).upload(to: server)
        #expect(server.room.events == before)
        #expect((summary.ready, summary.wedged, summary.skipped) == (0, 0, 0))
    }

    @Test("ends when the token is rejected, with nothing put aside")
    func token() async throws {
        let fixture = try UploadFixture()
        let server = try FakeHomeserver { $0.isSend ? .answer(.error(401, "M_UNKNOWN_TOKEN")) : .none }
        #expect(await fixture.failure(of: server)?.kind == .notAllowed)
        #expect(try fixture.count(.wedged) == 0)
        #expect(try fixture.count(.skipped) == 0)
        #expect(server.requests.count { $0.isSend } == 1)
    }

    @Test("sends nothing more in any lane once one has found the token rejected")
    func tokenWithManyLanes() async throws {
        var records = [Small.workspace, Small.who("anna")]
        for number in 0..<40 {
            records.append(Small.room("r\(number)"))
            for message in 0..<20 {
                records.append(
                    Small.message(
                        "\(number)-\(message)", in: "r\(number)", by: "anna", at: Int64(2000 + message),
                        "m\(number)"))
            }
        }
        let fixture = try UploadFixture(records)
        let server = try FakeHomeserver { request in
            // Only one room learns of it.
            request.isSend && request.says("m0") ? .answer(.error(401, "M_UNKNOWN_TOKEN")) : .none
        }
        #expect(await fixture.failure(of: server)?.kind == .notAllowed)
        // Four lanes at a time: what was in flight may end, but most of the plan is still there.
        #expect(try fixture.count(.ready) > 400)
    }

    @Test("gives up when nothing has succeeded for too long, and goes on in the next run")
    func givesUp() async throws {
        let fixture = try UploadFixture()
        let isDown = Atomic<Bool>(false)
        let server = try FakeHomeserver { request in
            if request.isSend { isDown.store(true, ordering: .sequentiallyConsistent) }
            return isDown.load(ordering: .sequentiallyConsistent) ? .answer(.error(503, "M_UNKNOWN")) : .none
        }
        let failure = await fixture.failure(of: server)
        #expect(failure?.kind == .homeserverUnavailable)
        #expect(fixture.clock.waited > 200_000)
        #expect(try fixture.count(.wedged) == 0)
        let well = try FakeHomeserver()
        well.change { $0 = server.state }
        #expect(try await fixture.upload(to: well).ending == .complete)
        #expect(well.room.said == UploadFixture.said)
    }

    @Test(
        "sits out an outage in the middle of everything, with nothing put aside", arguments: [500, 502, 503])
    func outage(status: Int) async throws {
        let fixture = try UploadFixture()
        let clock = fixture.clock
        let since = Atomic<Int64>(-1)
        let server = try FakeHomeserver { request in
            if request.isSend, request.says("two") {
                _ = since.compareExchange(
                    expected: -1, desired: clock.waited, ordering: .sequentiallyConsistent)
            }
            let start = since.load(ordering: .sequentiallyConsistent)
            // Reads go on: the part of the homeserver that writes events is being restarted.
            guard start >= 0, clock.waited < start + 25_000, request.isWrite else { return .none }
            return .answer(.error(status, "M_UNKNOWN"))
        }
        let summary = try await fixture.upload(to: server)
        #expect(summary.stuck.isEmpty)
        #expect(summary.ready == 0)
        #expect(server.room.said == UploadFixture.said)
    }

    @Test("waits as long as a busy homeserver asks")
    func rateLimit() async throws {
        let fixture = try UploadFixture()
        let first = Chance(1)
        let server = try FakeHomeserver { request in
            guard request.isSend, first.take() else { return .none }
            return .answer(.error(429, "M_LIMIT_EXCEEDED", ",\"retry_after_ms\":45000"))
        }
        let summary = try await fixture.upload(to: server)
        #expect(server.room.said == UploadFixture.said)
        #expect(fixture.clock.waited >= 45_000)
        #expect(fixture.clock.waited < 60_000)
        #expect(summary.retries == 1)
    }

    @Test("keeps to the rate it was given")
    func pace() async throws {
        var fixture = try UploadFixture()
        fixture.options.requestsPerSecond = 2
        let server = try FakeHomeserver()
        let settled = try await fixture.upload(to: server).settled
        #expect(fixture.clock.waited >= Int64(settled - 3) * 500)
    }
}
