// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryStore
import FerryTestKit
import FerryTestRecords
import FerryUpload
import MatrixClient
import Testing

private typealias Small = SmallWorkspace

@Suite("An upload to several workers", .timeLimit(.minutes(10)))
struct EndpointUploadTests {
    // So many that each worker has some, whatever ids the homeserver gives them.
    private static let rooms = "abcdefghijklmnopqrstuvwx".map(String.init)

    /// Rooms of two people, with five messages each.
    private static var records: [Record] {
        var records = [Small.workspace, Small.who("anna"), Small.who("ben")]
        for room in rooms {
            records += [Small.room(room), Small.member("anna", of: room), Small.member("ben", of: room)]
            for number in 1...5 {
                records.append(
                    Small.message(
                        "\(room)\(number)", in: room, by: number % 2 == 0 ? "ben" : "anna",
                        at: Int64(1500 + number * 10), "\(room)\(number)"))
            }
        }
        return records
    }

    private func isAboutRoom(_ request: ReceivedRequest) -> Bool {
        request.path.hasPrefix("/_matrix/client/v3/rooms/") && !request.path.hasSuffix("/read_markers")
    }

    private func expectWhole(_ server: FakeHomeserver) {
        let said = server.state.rooms.values.map(\.said).filter { !$0.isEmpty }.sorted { $0[0] < $1[0] }
        #expect(said == Self.rooms.map { room in (1...5).map { "\(room)\($0)" } })
    }

    @Test("asks about a room at one worker only, and carries everything once")
    func sharing() async throws {
        let fixture = try UploadFixture(Self.records)
        let server = try FakeHomeserver()
        let workers = [try server.worker(), try server.worker()]
        let summary = try await fixture.upload(to: server, workers: workers)
        #expect((summary.ready, summary.wedged, summary.skipped, summary.reconciled) == (0, 0, 0, 0))
        expectWhole(server)
        #expect(!server.requests.contains(where: isAboutRoom))
        let asked = workers.map { Set($0.requests.map { $0.path.split(separator: "/")[4] }) }
        #expect(asked[0].isDisjoint(with: asked[1]))
        #expect(!asked[0].isEmpty && !asked[1].isEmpty)
    }

    @Test("loses and doubles nothing when one worker is down for a while and loses answers")
    func outage() async throws {
        let fixture = try UploadFixture(Self.records)
        let server = try FakeHomeserver()
        let (away, deaf) = (Chance(20), Chance(4))
        let workers = [
            try server.worker(),
            // What a proxy says while the worker behind it is down.
            try server.worker { request in
                if away.take() { return .answer(.html(502)) }
                return request.isWrite && deaf.take() ? .lostAnswer : .none
            },
        ]
        let summary = try await fixture.upload(to: server, workers: workers)
        #expect((summary.ready, summary.wedged, summary.skipped) == (0, 0, 0))
        #expect(summary.retries > 0)
        expectWhole(server)
    }

    @Test("takes up what was in doubt, also when the rooms are shared out among other workers now")
    func otherList() async throws {
        let fixture = try UploadFixture(Self.records)
        let server = try FakeHomeserver()
        let stop = StopSignal()
        let answers = Chance(12)
        // Carried out, and then silence: the upload is cut off with requests in doubt.
        let first = try server.worker { request in
            guard request.isSend else { return .none }
            if answers.take() { return .none }
            stop.pause()
            return .lostAnswer
        }
        _ = try await fixture.upload(to: server, workers: [first], stop: stop)
        #expect(try fixture.count(.claimed) + fixture.count(.ready) > 0)
        let workers = [try server.worker(), try server.worker(), try server.worker()]
        let summary = try await fixture.upload(to: server, workers: workers)
        #expect((summary.ready, summary.wedged, summary.skipped) == (0, 0, 0))
        expectWhole(server)
    }
}
