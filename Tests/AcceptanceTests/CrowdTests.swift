// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryTestKit
import Glibc
import Synchronization
import Testing

/// A channel with a crowd in it, of whom some have left, one is deactivated and one says more than an event holds; one
/// message the homeserver refuses.
@Suite(.serialized, .timeLimit(.minutes(40))) struct CrowdTests {
    /// Enough for every day; `FERRY_TEST_LONG=1` takes as many as a town hall has.
    private let members = getenv("FERRY_TEST_LONG") == nil ? 120 : 500
    private let formerMembers = 12

    private func user(_ number: Int) -> String {
        "\"U\(String(number + 10_000).dropFirst())\""
    }

    private func time(_ number: Int) -> String { "\(1_600_000_000 + number * 60).000100" }

    private func write(to folder: String) throws {
        mkdir(folder, 0o700)
        mkdir(folder + "/all", 0o700)
        let everybody = 0..<(members + formerMembers)
        let users = everybody.map { number in
            "{\"id\":\(user(number)),\"name\":\"p\(number)\",\"deleted\":\(number % 10 == 3),"
                + "\"profile\":{\"display_name\":\"Person \(number)\",\"email\":\"p\(number)@example.org\"}}"
        }
        try TestFile.write("[\(users.joined(separator: ",\n"))]", to: folder + "/users.json")
        let present = everybody.prefix(members).map { user($0) }.joined(separator: ",")
        try TestFile.write(
            "[{\"id\":\"C1\",\"name\":\"all\",\"created\":1599999000,\"creator\":\(user(0)),\"members\":[\(present)]}]",
            to: folder + "/channels.json")
        var messages = everybody.filter { $0 % 4 == 0 || $0 >= members }.map { number in
            said(number, at: number, "Something that person number \(number) has said")
        }
        messages.append(said(1, at: 700, String(repeating: "Ausführlich und mehr als genug. ", count: 4000)))
        messages.append(said(2, at: 701, "And something short behind that"))
        try TestFile.write("[\(messages.joined(separator: ",\n"))]", to: folder + "/all/2020-09-13.json")
    }

    private func said(_ number: Int, at place: Int, _ text: String) -> String {
        "{\"type\":\"message\",\"user\":\(user(number)),\"text\":\"\(text)\",\"ts\":\"\(time(place))\"}"
    }

    private static let locked = 8
    private static let suspended = 12

    /// Somebody whose account is locked, which keeps nobody from being carried, and somebody who is suspended
    /// (MSC3823), which does.
    private func closeOtherwise(_ scene: Scene) throws {
        for number in [Self.locked, Self.suspended] {
            let user = PlainHTTP.escaped("@p\(number):example.org")
            let path = "/_synapse/admin/v2/users/" + user
            let made = try scene.server.admin.call(
                "PUT", path,
                [
                    "password": "a-good-password", "displayname": .string("Person \(number)"),
                    "locked": .bool(number == Self.locked),
                ])
            #expect(made.status == 201)
            guard number == Self.suspended else { continue }
            let suspended = try scene.server.admin.call(
                "PUT", "/_synapse/admin/v1/suspend/" + user, ["suspend": true])
            #expect(suspended.status == 200, "\(suspended.json)")
        }
    }

    @Test func everybodyIsThereOrHasLeftAndARefusedMessageHoldsNobodyUp() async throws {
        try await Scene.with { scene in
            let archive = scene.migration.folder.path + "/crowd"
            try write(to: archive)
            // Somebody who has an account already, and whose account was deactivated.
            let path = "/_synapse/admin/v2/users/" + PlainHTTP.escaped("@p4:example.org")
            let made = try scene.server.admin.call(
                "PUT", path, ["password": "a-good-password", "displayname": "Person 4"])
            #expect(made.status == 201)
            let closed = try scene.server.admin.call("PUT", path, ["deactivated": true])
            #expect(closed.json["deactivated"] == true)
            try closeOtherwise(scene)

            let messages = Mutex(0)
            let proxy = try FaultProxy(upstream: scene.server.port) { _, method, path in
                guard method == "PUT", path.contains("/send/m.room.message/") else { return .none }
                let number = messages.withLock {
                    $0 += 1
                    return $0
                }
                guard number == 9 else { return .none }
                return .status(413, body: "{\"errcode\":\"M_TOO_LARGE\",\"error\":\"event too large\"}")
            }
            let ending = try await scene.migration.run(
                ["run", archive], url: proxy.url, limit: .seconds(600))
            // What is missing is known, and verify says so.
            #expect(ending.code == 4, "\(ending.errors)")
            let stuck = try TestFile.text(scene.migration.directory + "/reports/upload-stuck.csv")
            #expect(
                stuck.contains("M_TOO_LARGE") && stuck.contains("M_USER_SUSPENDED"), "\(stuck)")
            #expect(stuck.split(whereSeparator: \.isNewline).count == 6, "\(stuck)")

            let verdict = try await scene.verdict(archive: archive)
            // What was too large, and what the suspended one has said.
            #expect(verdict.lost.count == 2, "\(verdict)")
            #expect((verdict.duplicated + verdict.foreign + verdict.reordered).isEmpty, "\(verdict)")
            let view = try await scene.view()
            let room = try #require(view.rooms.first { $0.name == "all" })
            try expectMembers(room)

            let long = room.events.filter { $0.content["body"]?.string?.contains("Ausführlich") == true }
            #expect(long.count == 1)
            #expect((long.first?.content.canonicalBytes().count ?? .max) < 65_000)
            let losses = try TestFile.text(scene.migration.directory + "/reports/plan.json")
            #expect(losses.contains("message.cut"))
        }
    }

    private func expectMembers(_ room: ServerView.Room) throws {
        var last: [String: ServerView.Event] = [:]
        for event in room.events where event.type == "m.room.member" { last[event.stateKey ?? ""] = event }
        #expect(last["@p\(Self.suspended):example.org"] == nil)
        for number in 0..<(members + formerMembers) where number != Self.suspended {
            let event = try #require(last["@p\(number):example.org"], "person \(number) never came")
            let expected = number < members ? "join" : "leave"
            #expect(event.content["membership"]?.string == expected, "person \(number)")
            // Nobody joined today.
            #expect(event.time < 1_700_000_000_000, "person \(number)")
        }
        let invitations = room.events.count { $0.content["membership"] == "invite" }
        #expect(invitations == 0)
        for number in members..<(members + formerMembers) {
            let events = room.events.filter { $0.sender == "@p\(number):example.org" }
            #expect(
                events.map(\.type) == ["m.room.member", "m.room.message", "m.room.member"], "person \(number)"
            )
        }
    }
}
