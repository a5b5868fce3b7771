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
import Testing

private typealias Small = SmallWorkspace

@Suite("Reading the homeserver back", .timeLimit(.minutes(40)))
struct VerifyTests {
    private let migration: FerryTestRecords.TestMigration
    private let server: FakeHomeserver

    init() throws {
        migration = try TestMigration()
        server = try FakeHomeserver()
        var records = [
            Small.workspace, Small.who("anna"), Small.who("ben"), Small.file("f", entry: "f.pdf"),
            Small.room("general"),
            Small.member("anna", of: "general"), Small.member("ben", of: "general"),
            Small.message("gone", in: "general", by: "anna", at: 1400, "secret", deleted: 1450),
            Small.reaction("🎉", to: "1", in: "general", by: "ben"), Small.pin("1", in: "general"),
        ]
        for number in 1...9 as ClosedRange<Int64> {
            let files = number == 3 ? ["f"] : []
            let text = Small.message(
                "\(number)", in: "general", by: "anna", at: 1500 + number, "text \(number)",
                edited: number == 4 ? 1600 : nil, files: files)
            records.append(text)
        }
        for number in 1...5 { records.append(Small.room("room\(number)")) }
        try migration.take(records, entries: ["f.pdf": [1, 2, 3]])
        let options = PlanOptions(server: "x.org", bot: "ferry", migration: TestMigration.id)
        _ = try Planner.plan(migration.store, options: options, mapping: .empty)
    }

    private func homeserver() throws -> Homeserver {
        var options = TransportOptions()
        options.proxy = .none
        return try Homeserver(
            baseURL: server.url, token: Secret(FakeHomeserver.token),
            transport: try CurlTransport(options: options))
    }

    private func verified(_ change: (inout FakeState) -> Void = { _ in }) async throws -> VerifySummary {
        let uploader = Uploader(
            store: migration.store, homeserver: try homeserver(), media: migration.media, server: "x.org",
            bot: "ferry")
        #expect(try await uploader.run().ready == 0)
        server.change(change)
        var heard: [VerifySummary.Difference] = []
        let summary = try await Verifier(store: migration.store, homeserver: try homeserver()).run(
            into: VerifySink(onDifference: { heard.append($0) }))
        #expect(heard == summary.differences)
        return summary
    }

    /// Changes the events of the room that has messages.
    private func inRoom(_ body: @escaping (inout [JSONValue]) -> Void) -> (inout FakeState) -> Void {
        { state in
            guard let id = state.rooms.values.first(where: { !$0.said.isEmpty })?.id else { return }
            var events = state.rooms[id]?.events ?? []
            body(&events)
            state.rooms[id]?.events = events
        }
    }

    private static func index(_ events: [JSONValue], _ text: String) -> Int {
        events.firstIndex { $0["content"]?["body"]?.string == text } ?? 0
    }

    private func differences(_ summary: VerifySummary) -> [String] {
        summary.differences.map { "\($0.verdict.rawValue) \($0.source) \($0.what)" }
    }

    @Test("proves what was carried: rooms, events, edits, deletions, files, spaces")
    func proven() async throws {
        let summary = try await verified()
        #expect(differences(summary) == [])
        #expect(summary.isProven)
        #expect(summary.same == summary.checked)
        #expect(summary.rooms == 7)
        #expect((summary.media, summary.mediaBytes) == (1, 3))
        let counts = try migration.journal.counts()
        let events = (counts[.sendEvent]?[.done] ?? 0) + (counts[.putState]?[.done] ?? 0)
        #expect(summary.checked == events + 1)
    }

    @Test("ignores what people write beside the migration")
    func others() async throws {
        let summary = try await verified(
            inRoom { events in
                events.append([
                    "type": "m.room.message", "event_id": "$people", "sender": "@x:x.org",
                    "content": ["body": "hello"],
                ])
                events.insert(
                    [
                        "type": "m.room.member", "event_id": "$join", "sender": "@x:x.org",
                        "state_key": "@x:x.org", "content": ["membership": "join"],
                    ], at: 9)
            })
        #expect(summary.isProven)
    }

    @Test("tells who came into a room or left it without the migration, and who did neither")
    func members() async throws {
        func member(_ user: String, _ membership: String, by sender: String? = nil) -> JSONValue {
            [
                "type": "m.room.member", "event_id": .string("$\(user)-\(membership)"),
                "sender": .string(sender ?? user), "state_key": .string(user),
                "origin_server_ts": 5000, "content": ["membership": .string(membership)],
            ]
        }
        let quiet = try await verified()
        #expect(quiet.came == 0 && quiet.went == 0)
        var users: Set<String> = []
        let summary = try await verified(
            inRoom { events in
                users = Set(
                    events.compactMap { $0["content"]?["membership"] == "join" ? $0["sender"]?.string : nil })
                let (renamed, banned) = ("@anna:x.org", "@ben:x.org")
                events += [
                    member("@guest:x.org", "invite", by: "@x:x.org"), member("@guest:x.org", "join"),
                    member("@short:x.org", "join"), member("@short:x.org", "leave"),
                    member("@asked:x.org", "invite", by: "@x:x.org"), member(renamed, "join"),
                    member(banned, "ban", by: "@x:x.org"),
                ]
            })
        #expect(users.isSuperset(of: ["@anna:x.org", "@ben:x.org"]))
        #expect(summary.isProven)
        #expect(summary.came == 1 && summary.went == 1)
        var heard: [MemberChange] = []
        _ = try await Verifier(store: migration.store, homeserver: try homeserver()).run(
            into: VerifySink(onDifference: { _ in }, onMember: { heard.append($0) }))
        #expect(Set(heard.map(\.user)) == ["@ben:x.org", "@guest:x.org"])
        let gone = try #require(heard.first { !$0.isMember })
        #expect(gone.membership == "ban" && gone.sender == "@x:x.org" && gone.time.milliseconds == 5000)
    }

    @Test("misses an event that is gone")
    func missing() async throws {
        let summary = try await verified(inRoom { $0.remove(at: Self.index($0, "text 2")) })
        #expect(
            differences(summary) == ["missing slack:T1:message:2 confirmed by the homeserver, but not there"])
        #expect(summary.missing == 1)
        #expect(!summary.isProven)
    }

    @Test("notices an event that stands twice, or that no plan knows")
    func duplicatedAndExtra() async throws {
        let summary = try await verified(
            inRoom { events in
                var twin = events[Self.index(events, "text 2")]
                twin["event_id"] = "$twin"
                events.append(twin)
                var stranger = twin
                stranger["event_id"] = "$stranger"
                stranger["content"] = [
                    "eu.matrix-ferry.source": ["id": "00ff00ff00ff00ff", "migration": "test"]
                ]
                events.append(stranger)
                // Another migration's events are not ours.
                stranger["content"] = ["eu.matrix-ferry.source": ["id": "11ff", "migration": "other"]]
                events.append(stranger)
            })
        #expect(
            summary.differences.map { "\($0.verdict.rawValue) \($0.event)" } == [
                "duplicated $twin", "extra $stranger",
            ])
        #expect((summary.duplicated, summary.extra) == (1, 1))
        #expect(!summary.isProven)
    }

    @Test("notices events out of order")
    func outOfOrder() async throws {
        let summary = try await verified(
            inRoom { events in
                let event = events.remove(at: Self.index(events, "text 2"))
                events.insert(event, at: Self.index(events, "text 7") + 1)
            })
        #expect(
            differences(summary) == ["outOfOrder slack:T1:message:2 stands after an event that follows it"])
        #expect(summary.outOfOrder == 1)
    }

    @Test(
        "notices every field that differs",
        arguments: [
            ("sender", "sender"), ("origin_server_ts", "time"), ("type", "type"), ("event_id", "event_id"),
            ("state_key", "state_key"),
        ])
    func different(field: String, what: String) async throws {
        let summary = try await verified(
            inRoom { $0[Self.index($0, "text 2")][field] = field == "origin_server_ts" ? 1 : "other" })
        #expect(differences(summary) == ["different slack:T1:message:2 \(what)"])
        #expect(summary.different == 1)
    }

    @Test("notices changed, added and removed content, and never shows it")
    func content() async throws {
        let summary = try await verified(
            inRoom { events in
                let index = Self.index(events, "text 2")
                var content = events[index]["content"] ?? [:]
                content["body"] = "forged"
                content["m.mentions"] = nil
                content["added"] = 1
                events[index]["content"] = content
            })
        #expect(
            differences(summary) == [
                "different slack:T1:message:2 content.added, content.body, content.m.mentions"
            ])
    }

    @Test("tells a deletion that was planned from one by somebody else")
    func redacted() async throws {
        let summary = try await verified(
            inRoom { events in
                let index = Self.index(events, "text 2")
                events[index]["content"] = [:]
                events[index]["unsigned"] = ["redacted_because": [:]]
            })
        #expect(differences(summary) == ["different slack:T1:message:2 deleted on the homeserver"])
    }

    @Test("takes the rooms of a space in any order")
    func children() async throws {
        let summary = try await verified { state in
            for id in state.rooms.keys {
                let children = state.rooms[id]?.events.filter { $0["type"] == "m.space.child" } ?? []
                guard children.count > 1 else { continue }
                state.rooms[id]?.events.removeAll { $0["type"] == "m.space.child" }
                state.rooms[id]?.events.insert(contentsOf: children.reversed(), at: 6)
            }
        }
        #expect(differences(summary) == [])
    }

    @Test("notices a room that is not shown in its space")
    func missingChild() async throws {
        let summary = try await verified { state in
            for id in state.rooms.keys {
                guard let index = state.rooms[id]?.events.firstIndex(where: { $0["type"] == "m.space.child" })
                else {
                    continue
                }
                state.rooms[id]?.events.remove(at: index)
            }
        }
        #expect(summary.missing == 1)
        #expect(summary.differences.first?.source.hasSuffix(" child") == true)
    }

    @Test("compares files by their bytes")
    func media() async throws {
        let changed = try await verified { state in
            for id in state.media.keys { state.media[id] = .some([1, 2, 4]) }
        }
        #expect(differences(changed) == ["different slack:T1:attachment:f SHA-256"])
        server.change { $0.media = [:] }
        let gone = try await Verifier(store: migration.store, homeserver: try homeserver()).run(
            into: VerifySink(onDifference: { _ in }))
        #expect(differences(gone) == ["missing slack:T1:attachment:f HTTP 404 M_NOT_FOUND"])
    }

    @Test("says which room it may not read")
    func unreadable() async throws {
        let summary = try await verified { state in
            for id in state.rooms.keys where state.rooms[id]?.said.isEmpty == false {
                state.rooms[id]?.events.removeAll {
                    $0["type"] == "m.room.member" && $0["state_key"]?.string == FakeState.bot
                }
            }
        }
        #expect(summary.unreadable == 1)
        #expect(summary.differences.map(\.verdict) == [.unreadable])
        #expect(!summary.isProven)
    }

    @Test("proves nothing before the upload")
    func nothingYet() async throws {
        let summary = try await Verifier(store: migration.store, homeserver: try homeserver()).run(
            into: VerifySink(onDifference: { _ in }))
        #expect(!summary.isProven)
        #expect(summary.open > 0)
        #expect(summary.missing == summary.checked)
        #expect(summary.differences.contains { $0.what == "not sent yet" })
    }
}
