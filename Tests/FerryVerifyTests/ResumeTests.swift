// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import FerryPlan
import FerryStore
import FerryTestKit
import FerryTestRecords
import FerryUpload
import FerryVerify
import MatrixClient
import Synchronization
import Testing

private typealias Small = SmallWorkspace

@Suite("A verification that is interrupted", .timeLimit(.minutes(40)))
struct ResumeTests {
    private let migration: FerryTestRecords.TestMigration
    private let server: FakeHomeserver
    /// How many more pages the homeserver gives before it knows the token no more.
    private let pages: Pages

    private final class Pages: Sendable {
        let left = Mutex(Int.max)

        func take() -> Bool {
            left.withLock {
                $0 -= 1
                return $0 >= 0
            }
        }
    }

    init() async throws {
        migration = try TestMigration()
        let pages = Pages()
        self.pages = pages
        server = try FakeHomeserver { request in
            let isReading = request.path.hasSuffix("/messages") || request.path.contains("/media/download")
            return isReading && !pages.take() ? .answer(.error(401, "M_UNKNOWN_TOKEN")) : .none
        }
        var records = [Small.workspace, Small.who("anna")]
        var entries: [String: [UInt8]] = [:]
        for room in 1...6 {
            records += [Small.room("r\(room)"), Small.file("f\(room)", entry: "f\(room)")]
            entries["f\(room)"] = [UInt8(room)]
            for number in 1...15 {
                let id = "\(room)-\(number)"
                records.append(
                    Small.message(
                        id, in: "r\(room)", by: "anna", at: Int64(2000 + number), id,
                        files: number == 3 ? ["f\(room)"] : []))
            }
        }
        try migration.take(records, entries: entries)
        let options = PlanOptions(server: "x.org", bot: "ferry", migration: TestMigration.id)
        _ = try Planner.plan(migration.store, options: options, mapping: .empty)
        let uploaded = try await Uploader(
            store: migration.store, homeserver: try homeserver(), media: migration.media, server: "x.org",
            bot: "ferry"
        ).run()
        #expect(uploaded.ready == 0)
        // One of two differences stands in the first half.
        server.change { state in
            for id in state.rooms.keys {
                state.rooms[id]?.events.removeAll { ["2-9", "5-9"].contains($0["content"]?["body"]) }
            }
        }
    }

    private func homeserver() throws -> Homeserver {
        var options = TransportOptions()
        options.proxy = .none
        return try Homeserver(
            baseURL: server.url, token: Secret(FakeHomeserver.token),
            transport: try CurlTransport(options: options))
    }

    private struct Outcome: Equatable {
        var summary: VerifySummary
        var lines: [ManifestLine] = []
        var differences: [VerifySummary.Difference] = []
    }

    private func verify(_ path: String?, now: Int64 = 1_000_000, identity: String? = nil) async throws
        -> Outcome
    {
        let told = Told()
        let sink = VerifySink(
            onDifference: { told.differences.append($0) }, onLine: { told.lines.append($0) })
        let spool = try path.map {
            try VerifySpool(
                path: $0, identity: identity ?? Verifier.identity(migration.store, nil), now: now, into: sink)
        }
        // Two rooms at once: how far the others are when one is through is nobody's promise.
        let summary = try await Verifier(store: migration.store, homeserver: try homeserver(), width: 2).run(
            into: sink, spool: spool)
        spool?.remove()
        return Outcome(summary: summary, lines: told.lines, differences: told.differences)
    }

    private final class Told {
        var lines: [ManifestLine] = []
        var differences: [VerifySummary.Difference] = []
    }

    private func reads() -> Int { server.requests.count { $0.path.hasSuffix("/messages") } }

    @Test(
        "goes on after the last room that it read, wherever it was interrupted, and finds the same",
        arguments: 0...30)
    func resumed(after count: Int) async throws {
        let whole = try await verify(nil)
        #expect(whole.differences.count == 2)
        #expect(whole.summary.media == 6)
        let all = reads()
        let path = migration.directory.path + "/spool"
        pages.left.withLock { $0 = count }
        await #expect(throws: (any Error).self) { _ = try await verify(path) }
        pages.left.withLock { $0 = Int.max }
        let before = reads()
        #expect(try await verify(path) == whole)
        let again = reads() - before
        // What was read to the end is not read again.
        if count > 20 { #expect(again < all) }
        #expect(again <= all)
    }

    @Test(
        "begins anew when something else is verified, a day has passed, or the end of what was found is torn")
    func anew() async throws {
        let whole = try await verify(nil)
        let path = migration.directory.path + "/spool"
        for (identity, now) in [
            ("something else", 1_000_000), (nil, 1_000_000 + VerifySpool.lifetime), (nil, 999_999),
        ]
            as [(String?, Int64)]
        {
            pages.left.withLock { $0 = 18 }
            await #expect(throws: (any Error).self) { _ = try await verify(path) }
            pages.left.withLock { $0 = Int.max }
            let before = reads()
            #expect(try await verify(path, now: now, identity: identity) == whole)
            #expect(reads() - before >= 18)
        }
        pages.left.withLock { $0 = 18 }
        await #expect(throws: (any Error).self) { _ = try await verify(path) }
        pages.left.withLock { $0 = Int.max }
        let bytes = try TestFile.bytes(path)
        for cut in stride(from: 1, to: bytes.count, by: bytes.count / 12) {
            try TestFile.write(bytes.dropLast(cut), to: path)
            #expect(try await verify(path) == whole, "\(cut) bytes short")
        }
    }
}
