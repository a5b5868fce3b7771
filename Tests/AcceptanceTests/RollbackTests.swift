// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryTestKit
import Glibc
import Testing

/// What a migration has made is taken away, and nothing else.
@Suite(.serialized, .timeLimit(.minutes(40))) struct RollbackTests {
    @Test func administratorRemovesExactlyWhatWasMadeAndItCanBeCarriedOutAnew() async throws {
        try await Scene.with { scene in
            let stranger = try scene.foreignRoom()
            #expect(try await scene.run(url: scene.url).code == 3)
            let before = try await scene.view()

            let proxy = try FaultProxy(upstream: scene.server.port) { _, _, _ in .none }
            let dry = try await scene.rollback([], url: proxy.url)
            #expect(dry.code == 0, "\(dry.errors)")
            #expect(proxy.writeRequests == 0, "\(proxy.passed.filter(\.isWrite).map(\.path))")
            #expect(dry.errors.contains("\(before.rooms.count - 2) rooms, 1 spaces"), "\(dry.errors)")
            #expect(try await scene.verdict(leavingOut: stranger).isClean)

            let done = try await scene.rollback(["--yes"])
            #expect(done.code == 0, "\(done.errors)")
            let after = try await scene.view()
            #expect(after.rooms.map(\.id) == [stranger])
            #expect(after.users.map(\.id).sorted() == before.users.map(\.id).sorted())
            for address in before.media.keys { #expect(try scene.download(address) == 404) }

            #expect(try await scene.migration.run(["plan"]).code == 3)
            let again = try await scene.run(url: scene.url)
            #expect(again.code == 3, "\(again.errors)")
            let verdict = try await scene.verdict(leavingOut: stranger)
            #expect(verdict.isClean, "\(verdict)")
        }
    }

    @Test func roomsInWhichPeopleHaveWrittenStayUnlessForced() async throws {
        try await Scene.with { scene in
            #expect(try await scene.run(url: scene.url).code == 3)
            let room = try #require(try await scene.view().rooms.first { $0.name == "allgemein" })
            let sender = try #require(room.events.first { $0.type == "m.room.message" }).sender
            let path = "/_matrix/client/v3/rooms/\(PlainHTTP.escaped(room.id))/send/m.room.message/mine"
            try scene.appservice().put(
                path + "?user_id=" + PlainHTTP.escaped(sender), ["msgtype": "m.text", "body": "SECRETWORD"])
            let proxy = try FaultProxy(upstream: scene.server.port) { _, _, _ in .none }
            let refused = try await scene.rollback(["--yes"], url: proxy.url)
            #expect(refused.code == 78, "\(refused.errors)")
            #expect(refused.errors.contains("\(room.id): 1"), "\(refused.errors)")
            #expect(!refused.errors.contains("SECRETWORD"))
            // The lease of the run is all that it has written.
            let written = proxy.passed.filter { $0.isWrite && !$0.path.contains("/eu.matrix-ferry.lease.") }
            #expect(written.isEmpty, "\(written.map(\.path))")
            let without = try await scene.migration.run(["rollback", "--yes"], url: scene.url)
            #expect(without.code == 78, "\(without.errors)")
            let forced = try await scene.rollback(["--yes", "--force"])
            #expect(forced.code == 0, "\(forced.errors)")
            #expect(try await scene.view().rooms.isEmpty)
        }
    }

    @Test func killedAgainAndAgainItComesToItsEnd() async throws {
        try await Scene.with { scene in
            #expect(try await scene.run(url: scene.url).code == 3)
            var random = Seed()
            let again = random.again("RollbackTests/killed")
            let countdown = Countdown()
            let executioner = Executioner { method, path in
                // Before its lease is there it has not begun.
                path.contains("/eu.matrix-ferry.lease.") ? nil : countdown.choose(method, path)
            }
            let proxy = try executioner.proxy(to: scene.server)
            let token = try scene.adminTokenFile()
            var kills = 0
            var ending: ChildProcess.Ending
            repeat {
                let child = try scene.migration.start(
                    ["rollback", "--yes", "--admin-token-file", token], url: proxy.url)
                countdown.set(
                    to: Int.random(in: 1...4, using: &random), writesOnly: true,
                    Executioner.Window.allCases.randomElement(using: &random) ?? .beforeAnswer)
                executioner.aim(at: child)
                ending = try await BlockingWork.run { try child.wait() }
                if ending.signal == SIGKILL {
                    kills += 1
                    let upload = try await scene.migration.run(["upload"], url: scene.url)
                    #expect(upload.code == 5, "\(again)\n\(upload.errors)")
                }
            } while ending.signal == SIGKILL && kills < 200
            #expect(ending.code == 0, "\(again)\n\(ending.errors)")
            #expect(kills >= 5, "\(again)")
            #expect(try await scene.view().rooms.isEmpty, "\(again)")
            let uploaded = try await scene.run(url: scene.url)
            #expect(uploaded.code == 3, "\(again)\n\(uploaded.errors)")
            let verdict = try await scene.verdict()
            #expect(verdict.isClean, "\(verdict)\n\(again)")
        }
    }

    @Test func withoutAdministratorEverybodyLeavesAndTheRestIsStated() async throws {
        try await Scene.with { scene in
            #expect(try await scene.run(url: scene.url).code == 3)
            let before = try await scene.view()
            let done = try await scene.migration.run(["rollback", "--yes", "--json"], url: scene.url)
            #expect(done.code == 3, "\(done.errors)")
            let report = try JSONValue(
                parsing: TestFile.bytes(scene.migration.directory + "/reports/rollback.json"))
            #expect(report["left"]?.elements.count == before.rooms.count)
            for room in before.rooms { #expect(try scene.members(room.id).isEmpty) }
            let again = try await scene.run(url: scene.url)
            #expect(again.code == 3, "\(again.errors)")
            let made = try await scene.view().rooms.filter { room in
                !before.rooms.contains { $0.id == room.id }
            }
            #expect(made.count == before.rooms.count)
            // Both what is there now and what the first rollback had to leave.
            let all = try await scene.rollback(["--yes"])
            #expect(all.code == 0, "\(all.errors)")
            #expect(try await scene.view().rooms.isEmpty)
        }
    }

    @Test func listsOfDirectRoomsKeepOnlyWhatIsNotTheMigrations() async throws {
        try await Scene.with { scene in
            let archive = Checkout.root + "/samples/slack/conversations/archive"
            #expect(try await scene.migration.run(["run", archive], url: scene.url).code == 3)
            let users = try await scene.view().users.map(\.id).filter { !$0.hasPrefix("@admin:") }
            let user = try #require(try users.first { try !scene.directRooms(of: $0).isEmpty })
            var list = try scene.directList(of: user)
            list["@friend:x"] = ["!own:x"]
            let path = scene.directPath(user)
            try scene.appservice().put(path, list)
            let done = try await scene.rollback(["--yes"])
            #expect(done.code == 0, "\(done.errors)")
            for other in users where other != user { #expect(try scene.directRooms(of: other).isEmpty) }
            #expect(try scene.directList(of: user) == ["@friend:x": ["!own:x"]])
        }
    }

    @Test func onlyAccountsThatWereMadeAndThatNobodyUsesAreDeactivated() async throws {
        try await Scene.with { scene in
            let bot = scene.migration.bot
            #expect(try await scene.run(url: scene.url).code == 3)
            let made = try await scene.view().users.map(\.id).filter {
                $0 != bot && $0 != "@admin:\(SynapseServer.name)"
            }
            let used = try #require(made.first)
            let device = "/_matrix/client/v3/devices/PHONE?user_id=" + PlainHTTP.escaped(used)
            _ = try scene.appservice().call("PUT", device, ["display_name": "phone"])
            let refused = try await scene.migration.run(["rollback", "--people"], url: scene.url)
            #expect(refused.code == 78, "\(refused.errors)")
            let done = try await scene.rollback(["--yes", "--people"])
            #expect(done.code == 3, "\(done.errors)")
            for user in made {
                let isOff = try scene.isDeactivated(user)
                #expect(isOff == (user != used), "\(user)")
            }
        }
    }
}

extension Scene {
    /// A file with the administrator's token.
    func adminTokenFile() throws -> String {
        let path = migration.folder.path + "/admin-token"
        try TestFile.write(Array((server.adminToken + "\n").utf8), to: path)
        return path
    }

    /// Runs `rollback` with the administrator's token.
    func rollback(_ flags: [String], url: String? = nil) async throws -> ChildProcess.Ending {
        let token = try adminTokenFile()
        return try await migration.run(
            ["rollback", "--admin-token-file", token] + flags, url: url ?? self.url)
    }

    /// Makes a room that has nothing to do with the migration, and gives its id.
    func foreignRoom() throws -> String {
        let answer = try server.admin.call("POST", "/_matrix/client/v3/createRoom", ["name": "stranger"])
        return answer.json["room_id"]?.string ?? ""
    }

    /// What the oracle says about everything but one room.
    func verdict(leavingOut room: String) async throws -> Oracle.Verdict {
        var verdict = try await verdict()
        verdict.foreign.removeAll { $0.contains(room) }
        // One room more than there are channels: the one that is left out.
        verdict.duplicated.removeAll { $0.contains(" rooms for ") }
        return verdict
    }

    /// The status of a download.
    func download(_ address: String) throws -> Int {
        let path = address.replacing("mxc://", with: "/_matrix/client/v1/media/download/")
        return try server.admin.call("GET", path).status
    }

    /// Where a user's list of direct rooms is.
    func directPath(_ user: String) -> String {
        let name = PlainHTTP.escaped(user)
        return "/_matrix/client/v3/user/\(name)/account_data/m.direct?user_id=\(name)"
    }

    /// A user's list of direct rooms; empty when there is none.
    func directList(of user: String) throws -> JSONValue {
        let answer = try appservice().call("GET", directPath(user))
        return answer.status == 200 ? answer.json : [:]
    }

    /// The rooms in a user's list of direct rooms.
    func directRooms(of user: String) throws -> [String] {
        try directList(of: user).members.values.flatMap { $0.elements.compactMap(\.string) }
    }

    /// Who is in a room.
    func members(_ room: String) throws -> [String] {
        let answer = try server.admin.call(
            "GET", "/_synapse/admin/v1/rooms/\(PlainHTTP.escaped(room))/members")
        return answer.json["members"]?.elements.compactMap(\.string) ?? []
    }

    /// Whether an account is deactivated.
    func isDeactivated(_ user: String) throws -> Bool {
        try server.admin.get("/_synapse/admin/v2/users/\(PlainHTTP.escaped(user))")["deactivated"]?.bool
            ?? false
    }
}
