// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import FerryPlan
import FerryStore
import FerryTestKit
import FerryTestRecords
import FerryUpload
import MatrixClient
import Synchronization
import Testing

private typealias Small = SmallWorkspace

@Suite("An upload that is disturbed", .timeLimit(.minutes(40)))
struct InterruptionTests {
    @Test("finds an event whose answer was lost, and does not send it again")
    func lostAnswer() async throws {
        let fixture = try UploadFixture()
        let first = Chance(1)
        let server = try FakeHomeserver { $0.isSend && $0.says("two") && first.take() ? .lostAnswer : .none }
        let summary = try await fixture.upload(to: server)
        #expect(summary.reconciled == 1)
        #expect(server.room.said == UploadFixture.said)
        #expect(server.requests.count { $0.isSend && $0.says("two") } == 1)
    }

    @Test("sends an event again, under the same transaction, whose request was lost")
    func lostRequest() async throws {
        let fixture = try UploadFixture()
        let first = Chance(1)
        let server = try FakeHomeserver { $0.isSend && $0.says("two") && first.take() ? .lostRequest : .none }
        let summary = try await fixture.upload(to: server)
        #expect(summary.reconciled == 0)
        #expect(server.room.said == UploadFixture.said)
        let sent = server.requests.filter { $0.isSend && $0.says("two") }
        #expect(sent.count == 2)
        #expect(Set(sent.map(\.path)).count == 1)
        // With a device the homeserver itself keeps the two apart; nobody has to wait.
        #expect(fixture.clock.waited < 10_000)
    }

    @Test("waits until a lost request cannot be on its way any more where the homeserver knows no devices")
    func noDevice() async throws {
        let fixture = try UploadFixture()
        let first = Chance(1)
        let server = try FakeHomeserver { request in
            if request.path.contains("/devices/") { return .answer(.error(404, "M_UNRECOGNIZED")) }
            return request.isSend && request.says("two") && first.take() ? .lostRequest : .none
        }
        try await fixture.upload(to: server)
        #expect(server.room.said == UploadFixture.said)
        #expect(fixture.clock.waited >= 180_000)
        #expect(server.state.deviceTransactions.isEmpty)
    }

    @Test("waits no longer when the clock was set back by a year since the request")
    func clockSetBack() async throws {
        let fixture = try UploadFixture()
        let stop = StopSignal()
        let server = try FakeHomeserver { request in
            guard request.isSend, request.says("two"), stop.reason == nil else { return .none }
            stop.interrupt()
            return .lostRequest
        }
        try await fixture.upload(to: server, stop: stop)
        #expect(try fixture.count(.claimed) == 1)
        let path = fixture.migration.directory.path + "/" + Store.fileName
        try SQLiteFile.run(
            "UPDATE operation SET claimed_at = claimed_at + 31536000000 WHERE state = 1", on: path)
        let waited = fixture.clock.waited
        #expect(try await fixture.upload(to: server).ready == 0)
        #expect(server.room.said == UploadFixture.said)
        #expect((180_000..<400_000).contains(fixture.clock.waited - waited))
    }

    @Test("finds what arrives while it waits")
    func lateArrival() async throws {
        let fixture = try UploadFixture()
        let first = Chance(1)
        let kept = Atomic<Bool>(false)
        let server = try FakeHomeserver { request in
            if request.path.contains("/devices/") { return .answer(.error(404, "M_UNRECOGNIZED")) }
            if request.isSend && request.says("two") && first.take() {
                kept.store(true, ordering: .sequentiallyConsistent)
                return .lostAnswer
            }
            // The room does not show it at first.
            if request.path.hasSuffix("/messages"), kept.exchange(false, ordering: .sequentiallyConsistent) {
                return .answer(.json("{\"chunk\":[]}"))
            }
            return .none
        }
        let failure = await fixture.failure(of: server)
        // An empty room where there were events is a homeserver that was put back: nothing may be sent then.
        #expect(failure?.kind == .homeserverUnavailable)
        #expect(server.requests.count { $0.isSend && $0.says("two") } == 1)
        let well = try FakeHomeserver()
        well.change { $0 = server.state }
        try await fixture.upload(to: well)
        #expect(well.room.said == UploadFixture.said)
    }

    @Test("puts aside the event the homeserver always fails over, goes on, and leaves out what depends on it")
    func poison() async throws {
        let fixture = try UploadFixture()
        let server = try FakeHomeserver { request in
            request.isSend && request.says("two") ? .answer(.error(500, "M_UNKNOWN")) : .none
        }
        let summary = try await fixture.upload(to: server)
        #expect((summary.wedged, summary.skipped, summary.ready) == (1, 1, 0))
        #expect(summary.ending == .complete)
        #expect(server.room.said == ["one", "three", "plan.pdf", "four"])
        #expect(summary.stuck.map(\.state) == ["wedged", "skipped"])
        #expect(summary.stuck[0].reason.contains("M_UNKNOWN"))
        #expect(summary.stuck[1].reason == "what it refers to was not carried over")
        let attempts = server.requests.count { $0.isSend && $0.says("two") }
        #expect(
            (fixture.options.failuresBeforeWedging...2 * fixture.options.failuresBeforeWedging).contains(
                attempts))
    }

    @Test("finds out what became of a room's place in its space, and goes on", arguments: [false, true])
    func lostChild(isCarriedOut: Bool) async throws {
        let fixture = try UploadFixture()
        let first = Chance(1)
        let server = try FakeHomeserver { request in
            guard request.isWrite, request.path.contains("m.space.child"), first.take() else { return .none }
            return isCarriedOut ? .lostAnswer : .lostRequest
        }
        let summary = try await fixture.upload(to: server)
        #expect((summary.ready, summary.wedged, summary.skipped) == (0, 0, 0))
        let children = server.state.rooms.values.flatMap(\.events).count { $0["type"] == "m.space.child" }
        #expect(children == 1)
    }

    @Test("puts aside a name that the homeserver always fails over, too")
    func poisonousName() async throws {
        let fixture = try UploadFixture()
        let server = try FakeHomeserver { request in
            request.path.hasSuffix("/displayname") && request.method == "PUT" && request.path.contains("anna")
                ? .answer(.error(500, "M_UNKNOWN")) : .none
        }
        let summary = try await fixture.upload(to: server)
        #expect((summary.wedged, summary.skipped, summary.ready) == (1, 0, 0))
        #expect(server.room.said == UploadFixture.said)
    }

    @Test(
        "lets nobody into a room whose name or picture is still to be set",
        arguments: ["displayname", "avatar_url"])
    func profileFirst(field: String) async throws {
        let fixture = try UploadFixture(
            UploadFixture.records + [
                Small.file("a", name: "a.png", type: "image/png", entry: "f.pdf"),
                Small.who("anna", avatar: "a"),
            ])
        let refusals = Chance(4)
        let server = try FakeHomeserver { request in
            guard request.method == "PUT", request.path.hasSuffix("/" + field), request.path.contains("anna")
            else {
                return .none
            }
            return refusals.take() ? .answer(.html(503)) : .none
        }
        #expect(try await fixture.upload(to: server).ready == 0)
        let requests = server.requests.filter(\.isWrite)
        let set = try #require(
            requests.lastIndex { $0.path.hasSuffix("/" + field) && $0.path.contains("anna") })
        let joined = try #require(
            requests.firstIndex { $0.path.contains("/m.room.member/") && $0.path.contains("anna") })
        #expect(set < joined)
        #expect(server.room.said == UploadFixture.said)
    }

    @Test("leaves out what a refused user said, and carries the others' words")
    func refusedUser() async throws {
        let fixture = try UploadFixture()
        let server = try FakeHomeserver { request in
            let isBen = String(decoding: request.body, as: UTF8.self).contains("\"username\":\"ben\"")
            return request.path.hasSuffix("/register") && isBen ? .answer(.error(400, "M_EXCLUSIVE")) : .none
        }
        let summary = try await fixture.upload(to: server)
        #expect(summary.ready == 0)
        #expect(server.room.said == ["one", "three", "plan.pdf"])
        #expect(summary.stuck.contains { $0.reason == "its user could not be made ready" })
        #expect(!server.state.users.contains("@ben:x.org"))
    }

    @Test("takes a reaction that is there already for done")
    func sameReaction() async throws {
        let fixture = try UploadFixture()
        let first = Chance(1)
        let server = try FakeHomeserver { request in
            request.isSend && request.path.contains("/m.reaction/") && first.take() ? .lostAnswer : .none
        }
        let summary = try await fixture.upload(to: server)
        #expect((summary.wedged, summary.ready) == (0, 0))
        #expect(server.room.said == UploadFixture.said)
    }

    // MARK: Stopping

    @Test("ends after what is in flight when it is stopped, with nothing in doubt")
    func stopped() async throws {
        let fixture = try UploadFixture()
        let stop = StopSignal()
        let server = try FakeHomeserver { request in
            if request.isSend && request.says("two") { stop.interrupt() }
            return .none
        }
        let summary = try await fixture.upload(to: server, stop: stop)
        #expect(summary.ending == .interrupted)
        #expect(server.room.said == ["one", "two"])
        #expect(try fixture.count(.claimed) == 0)
        #expect(summary.ready > 0)
        #expect(summary.skipped == 0)
        let rest = try await fixture.upload(to: server)
        #expect(rest.ending == .complete)
        #expect(rest.reconciled == 0)
        #expect(server.room.said == UploadFixture.said)
    }

    @Test("pauses when its time is up, even while it waits for a busy homeserver")
    func paused() async throws {
        let fixture = try UploadFixture()
        let clock = fixture.clock
        let stop = StopSignal(isTimeUp: { clock.waited > 20_000 })
        let server = try FakeHomeserver { request in
            request.isSend ? .answer(.error(429, "M_LIMIT_EXCEEDED", ",\"retry_after_ms\":60000")) : .none
        }
        let summary = try await fixture.upload(to: server, stop: stop)
        #expect(summary.ending == .paused)
        #expect(fixture.clock.waited < 30_000)
        #expect(try fixture.count(.claimed) == 0)
    }

    @Test("loses and doubles nothing, wherever it is killed", arguments: 1...12)
    func killed(seed: Int) async throws {
        let fixture = try UploadFixture()
        // Every seventh request or so: carried out or not, and then the homeserver is gone for this run.
        let server = try FakeHomeserver { request in
            guard request.isWrite else { return .none }
            switch (request.number &* 2_654_435_761 &+ seed &* 40_503) % 13 {
            case 0: return .lostAnswer
            case 1: return .lostRequest
            case 2: return .answer(.html(502))
            default: return .none
            }
        }
        var runs = 0
        var left = 1
        while left > 0, runs < 40 {
            runs += 1
            let limit = server.requests.count + 9 + seed
            let watched = StopSignal(isTimeUp: { server.requests.count > limit })
            left = try await fixture.upload(to: server, stop: watched).ready
            if runs % 3 == 0 { server.restart() }
        }
        #expect(left == 0)
        #expect(server.room.said == UploadFixture.said)
        #expect(try fixture.count(.wedged) + fixture.count(.skipped) == 0)
    }

    @Test("carries many rooms that wait for each other without leaving one out")
    func manyLanes() async throws {
        var records = [Small.workspace]
        for person in 0..<10 { records.append(Small.who("p\(person)")) }
        for number in 0..<30 {
            records.append(Small.room("r\(number)"))
            for person in 0..<10 {
                records.append(
                    Small.message(
                        "\(number)-\(person)", in: "r\(number)", by: "p\(person)", at: Int64(2000 + person),
                        "\(number) \(person)"))
            }
        }
        var fixture = try UploadFixture(records)
        fixture.options.concurrency = 16
        let server = try FakeHomeserver()
        let summary = try await fixture.upload(to: server)
        #expect((summary.ready, summary.wedged, summary.skipped) == (0, 0, 0))
        #expect(server.state.rooms.values.allSatisfy { [0, 10].contains($0.said.count) })
    }
}
