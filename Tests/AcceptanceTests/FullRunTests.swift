// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import FerryTestKit
import Synchronization
import Testing

/// Whole migrations that nothing disturbs.
@Suite(.serialized, .timeLimit(.minutes(40))) struct FullRunTests {
    @Test func sampleArrivesWholeAndASecondRunSendsNothing() async throws {
        try await Scene.with { scene in
            let proxy = try FaultProxy(upstream: scene.server.port) { _, _, _ in .none }
            let first = try await scene.run(url: proxy.url)
            #expect(first.code == 3, "\(first.errors)")
            #expect(proxy.writeRequests > 300)
            let verdict = try await scene.verdict()
            #expect(verdict.isClean, "\(verdict)")

            let quiet = try FaultProxy(upstream: scene.server.port) { _, _, _ in .none }
            let second = try await scene.run(url: quiet.url)
            #expect(second.code == 3, "\(second.errors)")
            #expect(quiet.writeRequests == 0, "\(quiet.passed.filter(\.isWrite).map(\.path))")
            let verified = try await scene.migration.run(["verify"], url: quiet.url)
            #expect(verified.code == 0, "\(verified.errors)")
            #expect(quiet.writeRequests == 0)
            #expect(try memberFigures(scene) == ["came": 0, "went": 0])
            try await givesRoomIdentity(scene)
            try await someoneLeaves(scene)
        }
    }

    /// A member who leaves by himself is told of, and is no difference to the plan.
    private func someoneLeaves(_ scene: Scene) async throws {
        let room = try #require(try await scene.view().rooms.first { $0.name == "allgemein" })
        var members: [String] = []
        for event in room.events where event.type == "m.room.member" {
            members.removeAll { $0 == event.stateKey }
            if event.content["membership"]?.string == "join" { members += [event.stateKey ?? ""] }
        }
        let user = try #require(members.last)
        let place = PlainHTTP.escaped(room.id) + "/state/m.room.member/" + PlainHTTP.escaped(user)
        let appservice = try scene.appservice()
        let path = "/_matrix/client/v3/rooms/\(place)?user_id=" + PlainHTTP.escaped(user)
        try appservice.put(path, ["membership": "leave"])
        let verified = try await scene.migration.run(["verify"], url: scene.url)
        #expect(verified.code == 0, "\(verified.errors)")
        #expect(try memberFigures(scene) == ["came": 0, "went": 1])
        let table = try TestFile.text(scene.migration.directory + "/reports/verify-members.csv")
        #expect(table.contains("\(room.id),\(user),no,leave,\(user),"))
    }

    private func memberFigures(_ scene: Scene) throws -> JSONValue? {
        try JSONValue(parsing: TestFile.bytes(scene.migration.directory + "/reports/verify.json"))["members"]
    }

    /// A room and a space that are carried already get aliases and pictures, the room other power levels, the space another
    /// name, and they lose none of it on the way.
    private func givesRoomIdentity(_ scene: Scene) async throws {
        let directory = scene.migration.directory
        let table = try TestFile.text(directory + "/mappings/rooms.csv")
        let line = try #require(table.split(separator: "\r\n").first { $0.contains(",allgemein,") })
        let key = try #require(line.split(separator: ",").first)
        let spaceLine = try #require(
            table.split(separator: "\r\n").dropFirst().first { $0.contains(",space,") })
        let workspace = try #require(spaceLine.split(separator: ",").first)
        try TestFile.write(
            [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0], to: directory + "/mappings/town.png")
        try TestFile.write(
            """
            key,name,alias,avatar
            \(key),,#rathaus,mappings/town.png
            \(workspace),Stadt,#stadt,mappings/town.png
            """, to: directory + "/mappings/rooms.csv")
        try TestFile.write(
            "source,scope,role,power_level\nslack,workspace,member,25\n",
            to: directory + "/mappings/roles.csv")
        let checked = try await scene.migration.run(["plan", "--check-server"], url: scene.url)
        #expect(checked.code == 3, "\(checked.errors)")
        #expect(checked.errors.contains("aliases: 0 of 2 lead to another room"), "\(checked.errors)")
        let doctor = try await scene.migration.run(["doctor"], url: scene.url)
        #expect(doctor.code == 0, "\(doctor.errors)")
        let uploaded = try await scene.migration.run(["upload"], url: scene.url)
        #expect(uploaded.code == 0, "\(uploaded.errors)")
        let verified = try await scene.migration.run(["verify"], url: scene.url)
        #expect(verified.code == 0, "\(verified.errors)")

        let room = try #require(try await scene.view().rooms.first { $0.name == "allgemein" })
        let http = try scene.appservice()
        let found = try http.get("/_matrix/client/v3/directory/room/%23rathaus%3A" + SynapseServer.name)
        #expect(found["room_id"]?.string == room.id)
        func state(_ type: String) throws -> JSONValue {
            try http.get("/_matrix/client/v3/rooms/\(PlainHTTP.escaped(room.id))/state/\(type)/")
        }
        #expect(try state("m.room.canonical_alias")["alias"]?.string == "#rathaus:" + SynapseServer.name)
        #expect(try state("m.room.avatar")["url"]?.string?.hasPrefix("mxc://") == true)
        let levels = try state("m.room.power_levels")["users"]?.members ?? [:]
        #expect(levels.values.contains(25), "\(levels)")

        let space = try #require(try await scene.view().rooms.first { $0.name == "Stadt" })
        #expect(space.isSpace)
        let led = try http.get("/_matrix/client/v3/directory/room/%23stadt%3A" + SynapseServer.name)
        #expect(led["room_id"]?.string == space.id)
        let picture = try http.get(
            "/_matrix/client/v3/rooms/\(PlainHTTP.escaped(space.id))/state/m.room.avatar/")
        #expect(picture["url"]?.string?.hasPrefix("mxc://") == true)
    }

    @Test func realExportArrivesOrIsAccountedFor() async throws {
        try await Scene.with { scene in
            let ending = try await scene.migration.run(["run", Scene.realExport], url: scene.url)
            #expect([0, 3].contains(ending.code), "\(ending.errors)")
            let unpacked = scene.migration.folder.path + "/unpacked"
            let unzip = try ChildProcess.run(
                ["/usr/bin/env", "unzip", "-q", Scene.realExport, "-d", unpacked],
                output: scene.migration.folder.path + "/unzip")
            #expect(unzip.code == 0, "\(unzip.errors)")
            #expect(try SlackArchive(folder: unpacked).messageCount == 158)
            let verdict = try await scene.verdict(archive: unpacked)
            #expect(verdict.isClean, "\(verdict)")
            let report = try JSONValue(
                parsing: TestFile.bytes(scene.migration.directory + "/reports/plan.json"))
            let messages = report["balance"]?["message"]
            #expect(messages?["parsed"]?.int64 == 158)
            let rest = ["carried", "carriedWithLoss", "notCarried"].compactMap { messages?[$0]?.int64 }
            #expect(rest.reduce(0, +) == 158)
            let verified = try await scene.migration.run(["verify"], url: scene.url)
            #expect(verified.code == 0, "\(verified.errors)")
        }
    }

    @Test func peopleWhoWriteMeanwhileDisturbNothingAndAreNotDisturbed() async throws {
        try await Scene.with { scene in
            let appservice = try scene.appservice()
            let counts = Mutex((sent: 0, said: 0))
            let proxy = try FaultProxy(upstream: scene.server.port) { _, method, path in
                guard method == "PUT", path.contains("/send/m.room.message/") else { return .none }
                let number = counts.withLock {
                    $0.sent += 1
                    return $0.sent
                }
                guard number % 8 == 0 else { return .none }
                let room = path.split(separator: "/")[4]
                let place = "/_matrix/client/v3/rooms/\(room)/send/m.room.message/mine\(number)"
                do {
                    try appservice.put(place, ["msgtype": "m.text", "body": "Said by somebody else"])
                    counts.withLock { $0.said += 1 }
                } catch { Issue.record(error) }
                return .none
            }
            let ending = try await scene.run(url: proxy.url)
            #expect(ending.code == 3, "\(ending.errors)")
            let said = counts.withLock { $0.said }
            #expect(said > 5)
            var verdict = try await scene.verdict()
            // Each is noticed for its missing marker, and as a message that the archive does not have.
            #expect(verdict.foreign.count { $0.hasPrefix("m.room.message") } == said, "\(verdict)")
            #expect(verdict.foreign.count == said * 2, "\(verdict)")
            verdict.foreign = []
            #expect(verdict.isClean, "\(verdict)")
        }
    }
}
