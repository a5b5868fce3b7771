// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import FerryTestKit
import MatrixClient
import Testing

@Suite(.timeLimit(.minutes(40))) struct HomeserverTests {
    static let ghost = Masquerade("@g:x", device: "IMPORT", at: 1_422_748_800_000)
    static let room = "!r:x"

    /// Calls a homeserver that always answers the same, and gives the one request it got.
    func call<Value>(
        _ scripted: ScriptedAnswer, _ call: (Homeserver) async -> Answer<Value>
    ) async throws -> (answer: Answer<Value>, request: ReceivedRequest) {
        let server = try ScriptedServer { _ in .answer(scripted) }
        let answer = await call(try loopbackHomeserver(server.url))
        #expect(server.requests.count == 1)
        return (answer, try #require(server.requests.first))
    }

    @Test func eventIsSentWithEverythingThatMakesItUnique() async throws {
        let (answer, request) = try await call(.json("{\"event_id\":\"$e\"}")) {
            await $0.sendEvent(
                "m.room.message", ["msgtype": "m.text", "body": "é"], to: Self.room, transaction: "t/1",
                as: Self.ghost)
        }
        #expect(answer.value == "$e")
        #expect(request.method == "PUT")
        #expect(request.path == "/_matrix/client/v3/rooms/%21r%3Ax/send/m.room.message/t%2F1")
        #expect(request.query == "user_id=%40g%3Ax&device_id=IMPORT&ts=1422748800000")
        #expect(String(decoding: request.body, as: UTF8.self) == "{\"body\":\"é\",\"msgtype\":\"m.text\"}")
        #expect(request.header("content-type") == "application/json")
    }

    @Test func stateKeepsTheSlashOfItsEmptyKeyAndItsTime() async throws {
        let (answer, request) = try await call(.json("{\"event_id\":\"$e\"}")) {
            await $0.putState("m.room.name", key: "", ["name": "n"], in: Self.room, as: Self.ghost)
        }
        #expect(answer.value == "$e")
        #expect(request.path == "/_matrix/client/v3/rooms/%21r%3Ax/state/m.room.name/")
        #expect(request.query.hasSuffix("&ts=1422748800000"))
    }

    @Test func timeIsLeftOutWhereServersIgnoreIt() async throws {
        let (_, request) = try await call(.json("{\"room_id\":\"!n:x\"}")) {
            await $0.createRoom(["name": "n"], as: Self.ghost)
        }
        #expect(request.query == "user_id=%40g%3Ax&device_id=IMPORT")
    }

    @Test func answerWithoutItsIdIsUnknown() async throws {
        let (answer, _) = try await call(.json("{}")) {
            await $0.putState("m.room.name", key: "", [:], in: Self.room, as: Self.ghost)
        }
        guard case .unknownOutcome(let doubt) = answer else { Issue.record("\(answer)"); return }
        #expect(doubt.origin == .answer)
    }

    enum Repeat: CaseIterable { case register, createRoom, createAlias, upload, reaction }

    @Test(arguments: Repeat.allCases) func whatIsThereAlreadyIsTold(_ kind: Repeat) async throws {
        let address = try #require(MediaAddress("mxc://x/id"))
        let exists: Bool
        switch kind {
        case .register:
            exists = try await isThere(.error(400, "M_USER_IN_USE")) { await $0.register(localpart: "g") }
        case .createRoom:
            exists = try await isThere(.error(400, "M_ROOM_IN_USE")) {
                await $0.createRoom([:], as: Self.ghost)
            }
        case .createAlias:
            exists = try await isThere(.error(409, "M_UNKNOWN")) {
                await $0.createAlias("#a:x", for: Self.room, as: Self.ghost)
            }
        case .upload:
            exists = try await isThere(.error(409, "M_CANNOT_OVERWRITE_MEDIA")) {
                await $0.uploadMedia(address, .bytes([1]), type: "image/png", fileName: "a b", as: Self.ghost)
            }
        case .reaction:
            exists = try await isThere(.error(400, "M_DUPLICATE_ANNOTATION")) {
                await $0.sendEvent("m.reaction", [:], to: Self.room, transaction: "t", as: Self.ghost)
            }
        }
        #expect(exists)
    }

    func isThere<Value>(_ scripted: ScriptedAnswer, _ call: (Homeserver) async -> Answer<Value>) async throws
        -> Bool
    {
        let (answer, _) = try await self.call(scripted, call)
        guard case .alreadyExists = answer else { return false }
        // The same words for another call are a plain refusal.
        let (other, _) = try await self.call(scripted) { await $0.putDevice("D", named: "n", of: "@g:x") }
        guard case .refused = other else { return false }
        return true
    }

    @Test func ghostThatIsNotOursIsRefusedAndTheTokenIsNot() async throws {
        let (answer, _) = try await call(.error(403, "M_FORBIDDEN")) { await $0.whoami(as: Self.ghost) }
        guard case .refused(let refusal) = answer else { Issue.record("\(answer)"); return }
        #expect(refusal.isForbidden)
    }

    @Test func pageOfMessagesHasItsEventsAndItsNext() async throws {
        let json =
            "{\"chunk\":[{\"event_id\":\"$1\",\"origin_server_ts\":5},{\"event_id\":\"$2\"}],\"start\":\"s\",\"end\":\"e\"}"
        let (answer, request) = try await call(.json(json).framed(.chunked)) {
            await $0.messages(
                in: Self.room, from: "s", .forwards, limit: 1000, types: ["m.room.message"],
                as: Masquerade("@g:x"))
        }
        let page = try #require(answer.value)
        #expect(page.events.map { $0["event_id"]?.string } == ["$1", "$2"])
        #expect(page.next == "e")
        #expect(
            request.query.hasPrefix(
                "from=s&dir=f&limit=1000&filter=%7B%22types%22%3A%5B%22m.room.message%22%5D%7D&"))
    }

    @Test func lastPageHasNoNext() async throws {
        let (answer, _) = try await call(.json("{\"chunk\":[]}")) {
            await $0.messages(in: Self.room, .backwards, limit: 5, as: Self.ghost)
        }
        #expect(answer.value?.events.isEmpty == true)
        #expect(answer.value.map { $0.next == nil } == true)
    }

    @Test func mediaGoesUpAndDown() async throws {
        let address = try #require(MediaAddress("mxc://x/id"))
        let (up, request) = try await call(.json("{}")) {
            await $0.uploadMedia(
                address, .bytes([1, 2]), type: "bad\r\ntype", fileName: "ü.png", as: Self.ghost)
        }
        guard case .ok = up else { Issue.record("\(up)"); return }
        #expect(request.path == "/_matrix/media/v3/upload/x/id")
        #expect(request.query == "filename=%C3%BC.png&user_id=%40g%3Ax&device_id=IMPORT")
        #expect(request.header("content-type") == "application/octet-stream")
        let counter = Counter()
        let media = ScriptedAnswer(200, headers: [("Content-Type", "image/png")], body: [1, 2, 3])
        let (down, get) = try await call(media) {
            await $0.downloadMedia(address, as: Self.ghost) { counter.add(Int64($0.count)) }
        }
        #expect(down.value?.type == "image/png")
        #expect(counter.value == 3)
        #expect(get.path == "/_matrix/client/v1/media/download/x/id")
    }

    @Test func mediaThatIsNotThereYetIsRefused() async throws {
        let address = try #require(MediaAddress("mxc://x/id"))
        let (answer, _) = try await call(.error(504, "M_NOT_YET_UPLOADED")) {
            await $0.downloadMedia(address, as: Self.ghost) { _ in }
        }
        guard case .refused(let refusal) = answer else { Issue.record("\(answer)"); return }
        #expect(refusal.errcode == "M_NOT_YET_UPLOADED")
    }

    @Test func serverTellsItsVersionsAndLimits() async throws {
        let versions = try await call(
            .json("{\"versions\":[\"v1.1\"],\"unstable_features\":{\"a\":true,\"b\":false}}")
        ) {
            await $0.versions()
        }
        #expect(versions.answer.value == ServerVersions(versions: ["v1.1"], features: ["a"]))
        let limit = try await call(.json("{\"m.upload.size\":52428800}")) { await $0.uploadLimit() }
        #expect(limit.answer.value == .some(.some(52_428_800)))
        let none = try await call(.json("{}")) { await $0.uploadLimit() }
        #expect(none.answer.value == .some(.none))
        let rooms = try await call(
            .json(
                "{\"capabilities\":{\"m.room_versions\":{\"default\":\"12\",\"available\":{\"12\":\"stable\"}}}}"
            )
        ) { await $0.roomVersions() }
        #expect(rooms.answer.value == RoomVersions(standard: "12", available: ["12": "stable"]))
    }

    @Test func everyWriteOfAUserNamesHim() async throws {
        let server = try ScriptedServer { _ in .answer(.json("{}")) }
        let homeserver = try loopbackHomeserver(server.url)
        _ = await homeserver.putDevice("IMPORT", named: "n", of: "@g:x")
        _ = await homeserver.deleteDevice("IMPORT", of: "@g:x")
        _ = await homeserver.setDisplayName("n", of: "@g:x")
        _ = await homeserver.putAccountData("m.direct", [:], of: "@g:x")
        _ = await homeserver.markRead(Self.room, upTo: "$e", as: Masquerade("@g:x"))
        _ = await homeserver.deleteAlias("#a:x", as: Masquerade("@g:x"))
        #expect(server.requests.map(\.method) == ["PUT", "DELETE", "PUT", "PUT", "POST", "DELETE"])
        let others = server.requests.filter { !$0.path.hasSuffix("/displayname") }
        #expect(others.count == 5)
        #expect(others.allSatisfy { $0.query == "user_id=%40g%3Ax" })
    }

    @Test func profilesAreSetWithoutEventsInTheRoomsOfTheUser() async throws {
        let server = try ScriptedServer { _ in .answer(.json("{}")) }
        let homeserver = try loopbackHomeserver(server.url)
        _ = await homeserver.setDisplayName("n", of: "@g:x")
        let media = try #require(MediaAddress("mxc://x/m"))
        _ = await homeserver.setAvatar(media, of: "@g:x")
        #expect(
            server.requests.map(\.query)
                == Array(repeating: "org.matrix.msc4069.propagate=false&user_id=%40g%3Ax", count: 2))
    }
}
