// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryTestKit
import Glibc
import Testing

/// `verify` and `rollback` die at a call to the operating system, and the same command is run again.
@Suite(.serialized, .timeLimit(.minutes(60))) struct LaterVerbsTests {
    private let folder: TestFolder
    private let standIn: StandIn

    init() throws {
        folder = try TestFolder()
        try TinyArchive.write(to: folder.path + "/archive")
        standIn = try StandIn(archive: folder.path + "/archive")
    }

    private static let isLong = getenv("FERRY_TEST_LONG") != nil

    private static func run(
        _ standIn: StandIn, _ arguments: [String], _ directory: String, _ server: FakeHomeserver,
        fault: String, count: String? = nil
    ) async throws -> ChildProcess.Ending {
        var environment = ["LD_PRELOAD": Checkout.faultShim, "FERRY_FAULT": fault]
        if let count { environment["FERRY_FAULT_COUNT"] = count }
        let variables = environment
        return try await BlockingWork.run {
            try standIn.start(arguments, in: directory, url: server.url, environment: variables).wait()
        }
    }

    /// What a run without a death does, and how many calls it makes.
    private static func calm(
        _ standIn: StandIn, _ arguments: [String], _ directory: String, _ server: FakeHomeserver
    ) async throws -> (ending: ChildProcess.Ending, calls: Int) {
        let count = directory + ".count"
        let ending = try await run(standIn, arguments, directory, server, fault: "count", count: count)
        return (ending, Int(try TestFile.text(count).prefix { $0.isNumber }) ?? 0)
    }

    /// The reports of a directory, by their names, without when a reading began and ended, and in how many goes.
    private static func reports(_ directory: String) throws -> [String: String] {
        let folder = directory + "/reports"
        return Dictionary(
            try TestFile.names(in: folder).map { ($0, timeless(try TestFile.text(folder + "/" + $0))) }
        ) { $1 }
    }

    private static func timeless(_ report: String) -> String {
        report.replacing(/"(began|ended)":"[^"]*",/, with: "").replacing(/"resumed":(true|false),/, with: "")
            .replacing(/Reading began at .* UTC<\/time>\.[^<]*/, with: "")
    }

    @Test func verifyThatIsKilledWritesTheSameReportsWhenItIsRunAgain() async throws {
        let random = Seed()
        let again = random.again("LaterVerbsTests/verify")
        print("LaterVerbsTests: \(again)")
        let standIn = standIn
        let server = try FakeHomeserver()
        let directory = try await BlockingWork.run { try standIn.copy() }
        #expect(try await Self.run(standIn, ["upload"], directory, server, fault: "count").code == 0)
        // Something for it to find.
        server.change { state in
            for id in state.rooms.keys {
                state.rooms[id]?.events.removeAll { $0["content"]?["body"] == "Between ourselves" }
            }
        }
        let calm = try await Self.calm(standIn, ["verify"], directory, server)
        #expect(calm.ending.code == 4, "\(calm.ending.errors)")
        #expect(calm.calls > 40)
        let expected = try Self.reports(directory)
        #expect(expected.keys.contains("manifest.csv") && expected.keys.contains("verify.json"))
        let writes = server.writes
        let step = Self.isLong ? 1 : max(1, calm.calls / 8)
        var killed = 0
        for point in stride(from: 1 + Int(random.seed % UInt64(step)), through: calm.calls, by: step) {
            for name in ["manifest.csv", "verify.json"] {
                TestFile.remove(directory + "/reports/" + name)
            }
            let dying = try await Self.run(standIn, ["verify"], directory, server, fault: "kill:\(point)")
            killed += dying.signal == SIGKILL ? 1 : 0
            let last = try await Self.run(standIn, ["verify"], directory, server, fault: "count")
            #expect(last.code == 4, "\(point): \(last.errors) \(again)")
            let left = try Self.reports(directory)
            #expect(left.keys.sorted() == expected.keys.sorted(), "\(point) \(again)")
            for (name, text) in expected {
                let isSame = left[name] == text
                #expect(isSame, "\(point): \(name) \(again)")
            }
        }
        print("LaterVerbsTests: verify died \(killed) times over \(calm.calls) calls")
        #expect(killed >= 4)
        // It only reads.
        #expect(server.writes == writes)
    }

    /// SIGTERM ends a verb that takes long with its last lines for machines, and the same command goes on.
    @Test(arguments: ["plan", "verify"]) func signalIsObeyed(verb: String) async throws {
        let standIn = standIn
        let server = try FakeHomeserver()
        let directory = try await BlockingWork.run { try standIn.copy() }
        #expect(try await Self.run(standIn, ["upload"], directory, server, fault: "count").code == 0)
        let calm = try await Self.calm(standIn, [verb], directory, server)
        var obeyed = 0
        for point in stride(from: 1, through: calm.calls, by: max(1, calm.calls / 12)) {
            let ending = try await Self.run(
                standIn, [verb, "--json"], directory, server, fault: "term:\(point)")
            // Before it listens it has nothing to put in order.
            if ending.signal == SIGTERM { continue }
            NDJSON.expectContract(ending, verb: verb)
            #expect([calm.ending.code, 143].contains(ending.code), "\(point): \(ending.errors)")
            obeyed += ending.code == 143 ? 1 : 0
            let last = try await Self.run(standIn, [verb], directory, server, fault: "count")
            #expect(last.code == calm.ending.code, "\(point): \(last.errors)")
        }
        print("LaterVerbsTests: \(verb) obeyed \(obeyed) times over \(calm.calls) calls")
        #expect(obeyed >= 1)
    }

    @Test func rollbackThatIsKilledTakesAwayTheSameWhenItIsRunAgain() async throws {
        let random = Seed()
        let again = random.again("LaterVerbsTests/rollback")
        print("LaterVerbsTests: \(again)")
        let standIn = standIn
        let uploaded = try await Self.uploaded(standIn)
        let calls: Int
        do {
            let (directory, server) = try await Self.copy(of: uploaded)
            let calm = try await Self.calm(standIn, ["rollback", "--yes"], directory, server)
            #expect(calm.ending.code == 3, "\(calm.ending.errors)")
            calls = calm.calls
            try Self.expectGone(server, again)
        }
        #expect(calls > 60)
        let step = Self.isLong ? 1 : max(1, calls / 7)
        var killed = 0
        for point in stride(from: 1 + Int(random.seed % UInt64(step)), through: calls, by: step) {
            let (directory, server) = try await Self.copy(of: uploaded)
            let dying = try await Self.run(
                standIn, ["rollback", "--yes"], directory, server, fault: "kill:\(point)")
            killed += dying.signal == SIGKILL ? 1 : 0
            let last = try await Self.run(standIn, ["rollback", "--yes"], directory, server, fault: "count")
            #expect([0, 3].contains(last.code), "\(point): \(last.errors) \(again)")
            try Self.expectGone(server, "\(point) \(again)")
            // Afterwards all of it can be carried out anew.
            let anew = try await Self.run(standIn, ["upload"], directory, server, fault: "count")
            #expect(anew.code == 0, "\(point): \(anew.errors) \(again)")
            let picture = server.state.picture.filter { !$0.contains("without alias") }
            let isSame = picture == uploaded.picture
            let difference = Set(picture).symmetricDifference(uploaded.picture).sorted().prefix(4)
            #expect(isSame, "\(point): \(difference) \(again)")
            TestFile.remove(directory)
        }
        print("LaterVerbsTests: rollback died \(killed) times over \(calls) calls")
        #expect(killed >= 3)
    }

    /// A migration that was carried out, to be copied with its homeserver.
    private struct Uploaded {
        let directory: String
        let state: FakeState
        let picture: [String]
    }

    private static func uploaded(_ standIn: StandIn) async throws -> Uploaded {
        let server = try FakeHomeserver()
        let directory = try await BlockingWork.run { try standIn.copy() }
        #expect(try await run(standIn, ["upload"], directory, server, fault: "count").code == 0)
        // A copy of the directory would be taken for another place, where a run may go on.
        let state = server.state
        return Uploaded(directory: directory, state: state, picture: state.picture)
    }

    private static func copy(of uploaded: Uploaded) async throws -> (String, FakeHomeserver) {
        let original = uploaded.directory
        let directory = try await BlockingWork.run { try TestFolder.copy(of: original) }
        let server = try FakeHomeserver()
        server.change { $0 = uploaded.state }
        return (directory, server)
    }

    private static func expectGone(_ server: FakeHomeserver, _ words: String) throws {
        let state = server.state
        #expect(state.aliases.isEmpty, "\(words)")
        #expect(state.rooms.values.allSatisfy { $0.joined.isEmpty }, "\(words)")
        #expect(state.devices.isEmpty, "\(words)")
        let direct = state.accountData.filter { $0.key.hasSuffix(" m.direct") }
        #expect(direct.values.allSatisfy { $0 == [:] }, "\(direct) \(words)")
        // Nobody was made to leave twice.
        for room in state.rooms.values {
            let left = room.events.filter { $0["content"]?["membership"] == "leave" }
            #expect(Set(left.compactMap { $0["state_key"]?.string }).count == left.count, "\(words)")
        }
    }
}
