// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryTestKit
import Glibc
import Synchronization
import Testing

/// Later exports of the same workspace follow on a real homeserver: what changed, and what changed back.
@Suite(.serialized, .timeLimit(.minutes(40))) struct DeltaRunTests {
    /// One export after the other, in the place of the one before.
    private struct Export {
        var name = "general"
        var topic = "A"
        var archived = false
        var members = #""U1","U2""#
        var messages: [String]

        func write(to folder: String) throws {
            try TinyArchive.write(to: folder)
            let channel = """
                [{"id":"C1","name":"\(name)","created":1600000000,"creator":"U1","members":[\(members)],
                  "is_archived":\(archived),"topic":{"value":"\(topic)"}}]
                """
            try TestFile.write(channel, to: folder + "/channels.json")
            TestFile.remove(folder + "/general")
            mkdir(folder + "/" + name, 0o700)
            let days = "[\(messages.joined(separator: ",\n"))]"
            try TestFile.write(days, to: "\(folder)/\(name)/2020-09-13.json")
        }
    }

    private static func message(_ second: Int, _ user: String, _ more: String) -> String {
        "{\"type\":\"message\",\"user\":\"\(user)\",\"ts\":\"\(1_600_000_000 + second).000100\",\(more)}"
    }

    private static func exports() -> [Export] {
        let hello = message(100, "U1", "\"text\":\"Hello everybody\"")
        let edited = message(
            100, "U1",
            "\"text\":\"Hello to you all\",\"edited\":{\"user\":\"U1\",\"ts\":\"1600000450.000000\"},"
                + "\"reactions\":[{\"name\":\"tada\",\"users\":[\"U1\"],\"count\":1}]")
        let answer = message(200, "U2", "\"text\":\"Hello Ada\"")
        let leaving = message(
            300, "U2", "\"subtype\":\"channel_leave\",\"text\":\"<@U2> has left the channel\"")
        let coming = message(
            500, "U2", "\"subtype\":\"channel_join\",\"text\":\"<@U2> has joined the channel\"")
        let again = message(600, "U2", "\"text\":\"Here I am again\"")
        return [
            Export(messages: [hello, answer]),
            Export(topic: "B", members: #""U1""#, messages: [edited, answer, leaving]),
            Export(name: "everybody", messages: [edited, answer, leaving, coming, again]),
            Export(topic: "B", archived: true, messages: [edited, answer, leaving, coming, again]),
            Export(messages: [edited, answer, leaving, coming, again]),
        ]
    }

    private func values(_ room: ServerView.Room, _ type: String, _ field: String) -> [String] {
        room.events.filter { $0.type == type && $0.marker != nil }.compactMap { $0.content[field]?.string }
    }

    @Test func whatChangesAndChangesBackIsFollowed() async throws {
        try await Scene.with { scene in
            var memberships: [String] = []
            for (index, export) in Self.exports().enumerated() {
                let archive = scene.migration.folder.path + "/export-\(index)"
                try export.write(to: archive)
                let ending = try await scene.migration.run(["run", archive], url: scene.url)
                #expect([0, 3].contains(ending.code), "export \(index): \(ending.errors)")
                // The same once more changes nothing.
                let quiet = try FaultProxy(upstream: scene.server.port) { _, _, _ in .none }
                let same = try await scene.migration.run(["run", archive], url: quiet.url)
                #expect([0, 3].contains(same.code), "export \(index): \(same.errors)")
                #expect(
                    quiet.writeRequests == 0, "export \(index): \(quiet.passed.filter(\.isWrite).map(\.path))"
                )
                let room = try await scene.view().rooms.first {
                    $0.events.contains { $0.content["topic"] != nil }
                }
                let ben = room?.events.last {
                    $0.stateKey == "@ben:example.org" && $0.type == "m.room.member"
                }
                memberships.append(ben?.content["membership"]?.string ?? "")
            }
            #expect(memberships == ["join", "leave", "join", "join", "join"])
            let view = try await scene.view()
            let room = try #require(view.rooms.first { $0.events.contains { $0.content["topic"] != nil } })
            #expect(values(room, "m.room.topic", "topic") == ["A", "B", "A", "B", "A"])
            #expect(values(room, "m.room.name", "name") == ["general", "everybody", "general"])
            let levels = room.events.filter { $0.type == "m.room.power_levels" && $0.marker != nil }
            #expect(levels.compactMap { $0.content["events_default"]?.int64 } == [0, 100, 0])
            #expect(room.events.count { $0.relation == "m.replace" } == 1)
            #expect(room.events.count { $0.type == "m.reaction" } == 1)
            let said = room.events.filter { $0.type == "m.room.message" && $0.relation == nil }
            #expect(
                said.map { $0.content["body"]?.string } == [
                    "Hello everybody", "Hello Ada", "Here I am again",
                ])
            let verified = try await scene.migration.run(["verify"], url: scene.url)
            #expect(verified.code == 0, "\(verified.errors)")
        }
    }

    /// A talk between two that one of them has left and forgotten; the appservice's user is not in it either.
    @Test func whoHasLeftATalkHoldsNothingUp() async throws {
        try await Scene.with { scene in
            let archive = scene.migration.folder.path + "/export"
            try TinyArchive.write(to: archive)
            let first = try await scene.migration.run(["run", archive], url: scene.url)
            #expect([0, 3].contains(first.code), "\(first.errors)")
            let talk = try #require(try await scene.view().rooms.first { Self.says("Between ourselves", $0) })
            let appservice = try scene.appservice()
            for verb in ["leave", "forget"] {
                let path = "/_matrix/client/v3/rooms/\(PlainHTTP.escaped(talk.id))/\(verb)?user_id="
                let left = try appservice.call(
                    "POST", path + PlainHTTP.escaped("@ada:\(SynapseServer.name)"), [:])
                #expect(left.status == 200, "\(verb)")
            }

            let later = scene.migration.folder.path + "/later"
            try TinyArchive.write(to: later)
            try TestFile.write(
                "[\(Self.message(600, "U1", "\"text\":\"Between ourselves\"")),"
                    + "\(Self.message(700, "U2", "\"text\":\"Are you there?\""))]",
                to: later + "/D1/2020-09-13.json")
            let lost = Mutex(0)
            let proxy = try FaultProxy(upstream: scene.server.port) { _, method, path in
                guard method == "PUT", path.contains("/send/m.room.message/") else { return .none }
                return lost.withLock { count in
                    count += 1
                    return count == 1 ? .forwardThenDropAnswer : .none
                }
            }
            let second = try await scene.migration.run(["run", later], url: proxy.url)
            #expect([0, 3].contains(second.code), "\(second.errors)")
            #expect(lost.withLock { $0 } == 1)
            let after = try #require(try await scene.view().rooms.first { $0.id == talk.id })
            #expect(after.events.count { $0.content["body"]?.string == "Are you there?" } == 1)
            let verified = try await scene.migration.run(["verify"], url: scene.url)
            #expect(verified.code == 0, "\(verified.errors)")
        }
    }

    private static func says(_ text: String, _ room: ServerView.Room) -> Bool {
        room.events.contains { $0.content["body"]?.string == text }
    }

    /// A closed channel, a group of three and a talk between two beside the open channel, by their files and ids.
    private static let places = [
        ("channels", "C1", "general"), ("groups", "G1", "closed"), ("mpims", "G2", "mpdm-ada--ben--cas-1"),
        ("dms", "D1", "D1"),
    ]

    private static func fuller(_ folder: String) throws {
        try TinyArchive.write(to: folder)
        let users = [("U1", "ada"), ("U2", "ben"), ("U3", "cas")].map { id, name in
            #"{"id":"\#(id)","name":"\#(name)","profile":{"display_name":"\#(name)","email":"\#(name)@example.org"},"#
                + #""is_admin":\#(id == "U2")}"#
        }
        try TestFile.write("[\(users.joined(separator: ","))]", to: folder + "/users.json")
        for (file, id, name) in places.dropFirst().dropLast() {
            try TestFile.write(
                #"[{"id":"\#(id)","name":"\#(name)","created":1600000000,"creator":"U2","members":["U1","U2","U3"]}]"#,
                to: folder + "/\(file).json")
            mkdir(folder + "/" + name, 0o700)
            let said = [message(100, "U3", "\"text\":\"Among us\""), message(200, "U1", "\"text\":\"Yes\"")]
            try TestFile.write("[\(said.joined(separator: ","))]", to: "\(folder)/\(name)/2020-09-13.json")
        }
    }

    /// An archive that says less than the one before: no people, no topic, no pins, no files, and fewer members or none.
    private static func thinner(_ folder: String, day: Int, members: String?) throws {
        mkdir(folder, 0o700)
        try TestFile.write("[{\"id\":\"U1\",\"name\":\"ada\"}]", to: folder + "/users.json")
        let listed = members.map { ",\"members\":[\($0)]" } ?? ""
        for (file, id, name) in places {
            try TestFile.write(
                "[{\"id\":\"\(id)\",\"name\":\"\(name)\"\(listed)}]", to: "\(folder)/\(file).json")
            try writeDay(folder + "/" + name, day)
        }
    }

    private static func writeDay(_ folder: String, _ day: Int) throws {
        mkdir(folder, 0o700)
        let messages = [
            message(day * 86_400, "U2", "\"text\":\"Later, on day \(day)\""),
            message(day * 86_400 + 60, "U1", "\"text\":\"And an answer on day \(day)\""),
        ]
        try TestFile.write(
            "[\(messages.joined(separator: ",\n"))]", to: folder + "/2020-09-\(13 + day).json")
    }

    @Test func archiveThatSaysLessThanTheOneBeforeAddsWhatIsNewAndTakesNothingAway() async throws {
        try await Scene.with { scene in
            let folder = scene.migration.folder.path
            try Self.fuller(folder + "/full")
            #expect(
                [0, 3].contains(
                    try await scene.migration.run(["run", folder + "/full"], url: scene.url).code))
            let before = try await scene.view()
            for (day, members) in [(1, nil), (2, #""U1""#)] {
                let archive = folder + "/thin-\(day)"
                try Self.thinner(archive, day: day, members: members)
                let ending = try await scene.migration.run(["run", archive], url: scene.url)
                #expect([0, 3].contains(ending.code), "\(day): \(ending.errors)")
                let stuck = try TestFile.text(scene.migration.directory + "/reports/upload-stuck.csv")
                #expect(stuck.split(whereSeparator: \.isNewline).count == 1, "\(day): \(stuck)")
                let verified = try await scene.migration.run(["verify"], url: scene.url)
                #expect(verified.code == 0, "\(day): \(verified.errors)")
            }
            let after = try await scene.view()
            #expect(after.rooms.count == before.rooms.count)
            #expect(after.users.map(\.name).sorted() == before.users.map(\.name).sorted())
            for room in after.rooms {
                let old = try #require(before.rooms.first { $0.id == room.id })
                let new = Array(room.events.dropFirst(old.events.count))
                #expect(Array(room.events.prefix(old.events.count)).map(\.id) == old.events.map(\.id))
                // Nobody leaves, no name, topic, pin or right changes; there are four more messages.
                #expect(!new.contains { $0.stateKey != nil }, "\(new.map { ($0.type, $0.stateKey ?? "") })")
                #expect(new.count == (room.isSpace ? 0 : 4), "\(room.name): \(new.map(\.type))")
            }
        }
    }
}
