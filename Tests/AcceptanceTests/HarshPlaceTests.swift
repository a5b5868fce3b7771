// SPDX-License-Identifier: Apache-2.0
import FerryTestKit
import Glibc
import Testing

/// The machine around the program is not as it should be: its store was damaged, its clock is wrong.
@Suite(.serialized, .timeLimit(.minutes(60))) struct HarshPlaceTests {
    private let folder: TestFolder
    private let standIn: StandIn

    init() throws {
        folder = try TestFolder()
        try TinyArchive.write(to: folder.path + "/archive")
        standIn = try StandIn(archive: folder.path + "/archive")
    }

    private static let isLong = getenv("FERRY_TEST_LONG") != nil

    /// What the homeserver was told: each event once, whatever has become of the rest.
    private static func twice(_ server: FakeHomeserver) -> [String] {
        let bodies = server.state.rooms.values.flatMap { room in room.said.map { room.id + $0 } }
        return Dictionary(grouping: bodies) { $0 }.filter { $0.value.count > 1 }.keys.sorted()
    }

    /// Bytes changed, pieces cut off: that is found, or does no harm. What a byte within a text makes of the text no
    /// check of a database finds; that nothing is sent twice for it, and nothing crashes, is what counts here.
    @Test func damagedStoreIsFoundOrDoesNoHarm() async throws {
        var random = Seed()
        let again = random.again("HarshPlaceTests/damagedStore")
        print("HarshPlaceTests: \(again)")
        let standIn = standIn
        var found = 0
        let count = Self.isLong ? 400 : 12
        for number in 0..<count {
            let seed = random
            _ = random.next()
            let (dying, last, twice) = try await BlockingWork.run {
                var random = seed
                let server = try FakeHomeserver()
                defer { server.stop() }
                let directory = try standIn.copy()
                defer { TestFile.remove(directory) }
                // Half of them in the middle of their work.
                if number.isMultiple(of: 2) {
                    _ = try standIn.start(
                        ["upload"], in: directory, url: server.url,
                        environment: ["LD_PRELOAD": Checkout.faultShim, "FERRY_FAULT": "kill:250"]
                    ).wait()
                }
                let path = directory + "/ferry.sqlite"
                var bytes = try TestFile.bytes(path)
                for _ in 0..<(number % 4 + 1) {
                    bytes[Int.random(in: bytes.indices, using: &random)] ^=
                        1
                        << UInt8.random(
                            in: 0..<8, using: &random)
                }
                if number % 6 == 5 { bytes.removeLast(Int.random(in: 1..<bytes.count, using: &random)) }
                try TestFile.write(bytes, to: path)
                let dying = try standIn.start(["upload"], in: directory, url: server.url).wait()
                let last = try standIn.start(["verify"], in: directory, url: server.url).wait()
                return (dying, last, Self.twice(server))
            }
            for ending in [dying, last] {
                #expect(ending.signal == nil, "\(number): \(ending.errors) \(again)")
            }
            found += [0, 3].contains(dying.code) ? 0 : 1
            #expect(twice.isEmpty, "\(number): \(twice) \(again)")
        }
        print("HarshPlaceTests: damage ended \(found) of \(count) uploads")
    }

    // Set back, the clock has the program wait for as long as a request may be on its way: three minutes.
    @Test(arguments: isLong ? [34_560_000, -86_400 * 365] : [34_560_000])
    func clockThatJumpsBetweenTwoRunsChangesNothing(
        by seconds: Int
    ) async throws {
        let standIn = standIn
        let (calm, jumping) = try await BlockingWork.run {
            let calm = try Trial(standIn, faults: [])
            return (
                calm, try Trial(standIn, faults: ["kill:\(calm.calls / 2)", "clock:\(seconds)"])
            )
        }
        #expect(jumping.disturbed[0].signal == SIGKILL)
        #expect(jumping.disturbed[1].code == calm.last.code, "\(jumping.disturbed[1].errors)")
        let isSame = jumping.picture == calm.picture
        #expect(isSame)
    }
}
