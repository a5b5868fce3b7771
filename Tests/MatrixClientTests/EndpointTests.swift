// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryTestKit
import MatrixClient
import Testing

@Suite struct EndpointTests {
    private func homeserver(_ rooms: [String], server: String = "http://127.0.0.1:1") throws -> Homeserver {
        try Homeserver(
            baseURL: server, endpoints: rooms, token: Secret("as_token_value"),
            transport: try loopbackTransport())
    }

    // From Synapse's own ShardedWorkerHandlingConfig over ["w1", "w2"] and ["w1", "w2", "w3"].
    @Test(
        "shares rooms out as Synapse shares them out among its event persisters",
        arguments: [
            ("!OGEhHVWSdvArJzumhm:matrix.org", 2, 1), ("!a:example.org", 2, 1), ("!b:example.org", 1, 1),
            ("!PCTXWJcULkWKQx6hhpVU2gRn6OcUoPfL4gRxNqiLuLE", 1, 3),
        ])
    func sharing(room: String, ofTwo: Int, ofThree: Int) throws {
        let urls = ["http://127.0.0.1:2", "http://127.0.0.1:3", "http://127.0.0.1:4"]
        #expect(try homeserver(Array(urls.prefix(2))).endpoint(ofRoom: room) == ofTwo)
        #expect(try homeserver(urls).endpoint(ofRoom: room) == ofThree)
    }

    @Test("has one place for everything where no more are named")
    func single() throws {
        let homeserver = try homeserver([])
        #expect(homeserver.endpointCount == 1)
        #expect(homeserver.endpoint(ofRoom: "!a:example.org") == 0)
        #expect(homeserver.endpoint(ofRoom: nil) == 0)
    }

    @Test("asks about a room where the room belongs, and about everything else at the homeserver's own URL")
    func calls() async throws {
        let servers = try (0..<3).map { _ in
            try ScriptedServer { _ in .answer(.json(#"{"event_id":"$e"}"#)) }
        }
        defer { for server in servers { server.stop() } }
        let homeserver = try homeserver([servers[1].url, servers[2].url], server: servers[0].url)
        let rooms = (0..<8).map { "!r\($0):example.org" }
        for room in rooms {
            _ = await homeserver.sendEvent(
                "m.room.message", [:], to: room, transaction: "t", as: .appservice)
            _ = await homeserver.putState("m.room.name", key: "", [:], in: room, as: .appservice)
            _ = await homeserver.messages(in: room, .backwards, limit: 1, as: .appservice)
            _ = await homeserver.event("$e", in: room, as: .appservice)
            _ = await homeserver.relations(
                to: "$e", in: room, relation: "m.annotation", type: "m.reaction", as: .appservice)
            _ = await homeserver.markRead(room, upTo: "$e", as: .appservice)
        }
        _ = await homeserver.whoami()
        _ = await homeserver.createRoom([:], as: .appservice)
        _ = await homeserver.putDevice("D", named: "d", of: "@a:example.org")
        // Read markers, because Synapse takes them only where receipts are written.
        #expect(servers[0].requests.count == 3 + 8)
        for room in rooms {
            let mine = servers[homeserver.endpoint(ofRoom: room)].requests.count {
                $0.path.contains(room.dropFirst().prefix(2))
            }
            #expect(mine == 5)
        }
        #expect(servers[1].requests.count + servers[2].requests.count == 40)
        #expect(!servers[1].requests.isEmpty && !servers[2].requests.isEmpty)
    }
}
