// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryPlan
import FerryStore
import FerryTestKit
import FerryTestRecords
import FerryUpload
import MatrixClient
import Synchronization

/// Time that passes only when somebody waits, and then at once.
final class JumpingClock: Sendable {
    private let elapsed = Atomic<Int64>(0)
    private let longest = Atomic<Int64>(0)

    /// Milliseconds waited in all.
    var waited: Int64 { elapsed.load(ordering: .sequentiallyConsistent) }

    var clock: ClientClock {
        ClientClock(
            now: { .milliseconds(self.waited) }, date: { 1_700_000_000 + self.waited / 1000 },
            sleep: { duration in
                try Task.checkCancellation()
                let parts = duration.components
                let milliseconds = parts.seconds * 1000 + parts.attoseconds / 1_000_000_000_000_000
                self.elapsed.add(max(milliseconds, 1), ordering: .sequentiallyConsistent)
                await Task.yield()
            }, random: { 0.5 })
    }
}

/// A planned migration and what is needed to upload it to a fake homeserver.
struct UploadFixture {
    let migration: FerryTestRecords.TestMigration
    let clock = JumpingClock()
    var options = UploadOptions()

    private typealias Small = SmallWorkspace

    /// A room with a few messages of two people, a thread, a reaction and a file.
    static let records = [
        Small.workspace, Small.who("anna"), Small.who("ben"), Small.room("general"),
        Small.member("anna", of: "general"), Small.member("ben", of: "general"),
        Small.file("f", entry: "f.pdf"),
        Small.message("1", in: "general", by: "anna", at: 1500, "one"),
        Small.message("2", in: "general", by: "ben", at: 1600, "two"),
        Small.message("3", in: "general", by: "anna", at: 1700, "three", root: "1", files: ["f"]),
        Small.message("4", in: "general", by: "ben", at: 1800, "four"),
        Small.reaction("🎉", to: "2", in: "general", by: "anna", at: 1650),
    ]
    /// What the room says when all is carried.
    static let said = ["one", "two", "🎉", "three", "plan.pdf", "four"]

    /// What `mappings/rooms.csv` says.
    var rooms = RoomMapping.empty

    init(_ records: [Record] = records, rooms: RoomMapping = .empty) throws {
        self.rooms = rooms
        migration = try TestMigration()
        try migration.take(records, entries: ["f.pdf": [1, 2, 3]])
        try plan()
        options.concurrency = 4
        options.giveUpAfter = .seconds(300)
    }

    func plan() throws {
        let options = PlanOptions(server: "x.org", bot: "ferry", migration: TestMigration.id)
        _ = try Planner.plan(migration.store, options: options, mapping: .empty, rooms: rooms)
    }

    func homeserver(_ url: String, endpoints: [String] = []) throws -> Homeserver {
        var options = TransportOptions()
        options.proxy = .none
        return try Homeserver(
            baseURL: url, endpoints: endpoints, token: Secret(FakeHomeserver.token),
            transport: try CurlTransport(options: options), clock: clock.clock)
    }

    @discardableResult
    func upload(
        to server: FakeHomeserver, workers: [FakeHomeserver] = [], stop: StopSignal = StopSignal()
    ) async throws -> UploadSummary {
        try await Uploader(
            store: migration.store,
            homeserver: try homeserver(server.url, endpoints: workers.map(\.url)), media: migration.media,
            server: "x.org", bot: "ferry",
            options: options, clock: clock.clock, stop: stop
        ).run()
    }

    /// The failure that ends an upload; `nil` if it does not fail.
    func failure(of server: FakeHomeserver) async -> Failure? {
        do {
            try await upload(to: server)
            return nil
        } catch {
            return error as? Failure
        }
    }

    func count(_ state: Operation.State) throws -> Int {
        try migration.journal.counts().values.reduce(0) { $0 + ($1[state] ?? 0) }
    }
}

extension FakeHomeserver {
    /// The room that has messages; an empty one when there is none.
    var room: FakeRoom { state.rooms.values.first { !$0.said.isEmpty } ?? FakeRoom(id: "") }
}

/// Lets something happen a number of times.
final class Chance: Sendable {
    private let left: Atomic<Int>

    init(_ count: Int) { left = Atomic(count) }

    /// Whether it happens now.
    func take() -> Bool { left.subtract(1, ordering: .sequentiallyConsistent).oldValue > 0 }
}

extension ReceivedRequest {
    /// Whether it sends an event of a room.
    var isSend: Bool { method == "PUT" && path.contains("/send/") }

    /// Whether the body holds a text.
    func says(_ text: String) -> Bool {
        String(decoding: body, as: UTF8.self).contains("\"body\":\"\(text)\"")
    }
}
