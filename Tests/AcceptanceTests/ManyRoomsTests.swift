// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryTestKit
import Glibc
import Testing

/// A town's whole workspace: rooms by the thousand, a fifth of them between two people.
@Suite(.serialized, .timeLimit(.minutes(60))) struct ManyRoomsTests {
    /// Enough for every day; `FERRY_TEST_LONG=1` takes as many as a town has.
    private static let rooms = getenv("FERRY_TEST_LONG") == nil ? 100 : 5_000
    private static let people = max(8, rooms / 25)
    private static var talks: Int { rooms / 5 }
    private static var channels: Int { rooms - talks }

    private static func person(_ number: Int) -> String { "\"U\(100_000 + number % people)\"" }

    /// Who talks with whom: the first with everybody, and so on.
    private static let pairs = (0..<people).flatMap { left in
        (left + 1..<people).map { (left, $0) }
    }

    private static func write(to folder: String) throws {
        mkdir(folder, 0o700)
        func list(_ count: Int, _ line: (Int) -> String) -> String {
            "[\((0..<count).map(line).joined(separator: ",\n"))]"
        }
        try TestFile.write(
            list(people) {
                "{\"id\":\(person($0)),\"name\":\"p\($0)\",\"profile\":{\"email\":\"p\($0)@x.org\"}}"
            }, to: folder + "/users.json")
        try TestFile.write(
            list(channels) {
                "{\"id\":\"C\($0)\",\"name\":\"c\($0)\",\"created\":1600000000,\"creator\":\(person($0)),"
                    + "\"members\":[\(person($0)),\(person($0 + 1)),\(person($0 + 2))]}"
            }, to: folder + "/channels.json")
        try TestFile.write(
            list(talks) {
                let (left, right) = pairs[$0]
                return
                    "{\"id\":\"D\($0)\",\"created\":1600000000,\"members\":[\(person(left)),\(person(right))]}"
            }, to: folder + "/dms.json")
        for number in 0..<rooms {
            let isTalk = number >= channels
            let path = folder + (isTalk ? "/D\(number - channels)" : "/c\(number)")
            let sender = isTalk ? pairs[number - channels].0 : number
            mkdir(path, 0o700)
            try TestFile.write(
                "[{\"type\":\"message\",\"user\":\(person(sender)),\"text\":\"said in \(number)\","
                    + "\"ts\":\"\(1_600_000_100 + number).000100\"}]", to: path + "/2020-09-13.json")
        }
    }

    @Test func allAreFilledInLittleMemoryAndTheTalksAreInTheListsOfBoth() async throws {
        let folder = try TestFolder()
        try Self.write(to: folder.path + "/archive")
        let archive = folder.path + "/archive"
        let server = try FakeHomeserver()
        let clock = ContinuousClock()
        let (standIn, directory) = try await BlockingWork.run {
            let standIn = try StandIn(archive: archive)
            return (standIn, try standIn.copy())
        }
        let start = clock.now
        let uploaded = try await Self.watch { try standIn.start(["upload"], in: directory, url: server.url) }
        #expect(uploaded.ending.code == 0, "\(uploaded.ending.errors)")
        let middle = clock.now
        let verified = try await Self.watch { try standIn.start(["verify"], in: directory, url: server.url) }
        #expect(verified.ending.code == 0, "\(verified.ending.errors)")
        print(
            "ManyRoomsTests: \(Self.rooms) rooms, \(server.writes) writes: upload \(middle - start),",
            "\(uploaded.memory) MiB; verify \(clock.now - middle), \(verified.memory) MiB")
        #expect(uploaded.memory < 256 && verified.memory < 256)
        Self.expectWhole(server.state)
    }

    private static func watch(
        _ start: @escaping @Sendable () throws -> ChildProcess
    ) async throws -> (ending: ChildProcess.Ending, memory: Int) {
        let child = try start()
        let watching = Task {
            var most = 0
            while !Task.isCancelled {
                most = max(most, child.peakMemory)
                try? await Task.sleep(for: .milliseconds(100))
            }
            return most
        }
        let ending = try await BlockingWork.run { try child.wait(limit: .seconds(3_000)) }
        watching.cancel()
        return (ending, await watching.value)
    }

    private static func expectWhole(_ state: FakeState) {
        let filled = state.rooms.values.filter { !$0.said.isEmpty }
        #expect(filled.count == rooms)
        #expect(Set(filled.flatMap(\.said)) == Set((0..<rooms).map { "said in \($0)" }))
        #expect(filled.allSatisfy { $0.said.count == 1 })
        let space = state.rooms.values.first { $0.events.first?["content"]?["type"] == "m.space" }
        let children = space?.events.filter { $0["type"] == "m.space.child" } ?? []
        #expect(Set(children.compactMap { $0["state_key"]?.string }).count == channels)
        #expect(state.readMarkers.count == channels * 3 + talks * 2)
        let lists = state.accountData.filter { $0.key.hasSuffix(" m.direct") }
        let listed = lists.values.reduce(0) { $0 + $1.members.values.reduce(0) { $0 + $1.elements.count } }
        #expect(listed == talks * 2)
    }
}
