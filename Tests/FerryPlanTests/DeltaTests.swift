// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import FerryPlan
import FerryStore
import FerryTestRecords
import Testing

private typealias Small = SmallWorkspace

@Suite("Planning again")
struct DeltaTests {
    private let one = Small.message("1", in: "general", by: "anna", at: 1500, "one")
    private let three = Small.message("3", in: "general", by: "ben", at: 1700, "three")

    private func carried() throws -> PlanFixture {
        let fixture = try PlanFixture(RoomHistoryTests.base + [one, three])
        try fixture.plan()
        try fixture.carryAll()
        return fixture
    }

    private func said(_ fixture: PlanFixture) throws -> [String] {
        try fixture.room("general").filter { $0.kind == .sendEvent }.map { "\($0.seconds ?? -1) \($0.words)" }
    }

    @Test("plans nothing when nothing is new")
    func nothing() throws {
        let fixture = try carried()
        let summary = try fixture.plan().summary
        #expect(summary.openOperations == 0)
        #expect(try fixture.lanes().isEmpty)
        #expect(summary.number == 2)
        #expect(summary.events.messages == 2)
    }

    @Test("goes on where an upload stopped")
    func partial() throws {
        let fixture = try PlanFixture(RoomHistoryTests.base + [one, three])
        try fixture.plan()
        let all = try fixture.room("general")
        let cut = try #require(all.firstIndex { $0.words == "three" })
        try fixture.carry(cut, in: "general")
        try fixture.plan()
        let rest = try fixture.room("general")
        #expect(rest.map { PlanFixture.line($0) } == all[cut...].map { PlanFixture.line($0) })
    }

    @Test("leaves the plan before as it was when it is ended in the middle")
    func ended() throws {
        struct Ended: Error {}
        let fixture = try PlanFixture(RoomHistoryTests.base + [one])
        try fixture.plan()
        let before = try fixture.dump()
        try fixture.migration.take([three], as: "delta.zip")
        var told: [Int] = []
        #expect(throws: Ended.self) {
            _ = try Planner.plan(
                fixture.migration.store, options: fixture.options, mapping: .empty,
                onProgress: { done, total in
                    told.append(done)
                    if done == total { throw Ended() }
                })
        }
        #expect(told == Array(1...told.count))
        #expect(try fixture.migration.store.newestPlan()?.number == 1)
        #expect(try fixture.dump() == before)
    }

    @Test("appends what is new: messages, edits, deletions, reactions")
    func delta() throws {
        let fixture = try carried()
        try fixture.migration.take(
            [
                Small.message("1", in: "general", by: "anna", at: 1500, "ONE", edited: 1800),
                Small.message("3", in: "general", by: "ben", at: 1700, "", deleted: 1900),
                Small.message("4", in: "general", by: "ben", at: 2000, "four", root: "1"),
                Small.reaction("🎉", to: "1", in: "general", by: "ben", at: 1850),
            ], as: "delta.zip")
        try fixture.plan()
        #expect(try said(fixture) == ["1800 * ONE", "1850 🎉", "1900 m.room.redaction", "2000 four"])
        let room = try fixture.room("general")
        #expect(room.first { $0.words == "four" }?.content["m.relates_to"]?["rel_type"] == "m.thread")
        // What was true before needs not be said again.
        #expect(
            !room.contains {
                $0.type == "m.room.power_levels" || $0.type == "m.room.name" || $0.kind == .createRoom
            })
        #expect(room.contains { $0.kind == .markRead })
    }

    @Test(
        "lets whoever has left change or take back what they said, and leave again", arguments: [false, true])
    func absentAuthor(deletes: Bool) throws {
        let fixture = try PlanFixture(
            RoomHistoryTests.base + [one, Small.message("9", in: "general", by: "chi", at: 1600, "nine")])
        try fixture.plan()
        try fixture.carryAll()
        let later = Small.message(
            "9", in: "general", by: "chi", at: 1600, "NINE", edited: deletes ? nil : 1800,
            deleted: deletes ? 1800 : nil)
        try fixture.migration.take([later], as: "delta.zip")
        try fixture.plan()
        let lines = try fixture.room("general").filter { $0.kind == .sendEvent || $0.type == "m.room.member" }
            .map(\.summary)
        let change = deletes ? "chi m.room.redaction" : "chi * NINE"
        #expect(lines == ["ferry invite", "chi join", change, "chi leave"])
        try fixture.carryAll()
        try fixture.plan()
        #expect(try fixture.lanes().isEmpty)
    }

    @Test("carries one edit after another")
    func secondEdit() throws {
        let fixture = try carried()
        for time in [1800, 1900] as [Int64] {
            try fixture.migration.take(
                [Small.message("1", in: "general", by: "anna", at: 1500, "at \(time)", edited: time)],
                as: "\(time).zip")
            try fixture.plan()
            #expect(try said(fixture) == ["\(time) * at \(time)"])
            try fixture.carryAll()
        }
    }

    @Test("appends late messages, and says so")
    func late() throws {
        let fixture = try carried()
        try fixture.migration.take(
            [
                Small.message("2", in: "general", by: "anna", at: 1600, "late"),
                Small.message("4", in: "general", by: "anna", at: 1800, "four"),
            ],
            as: "delta.zip")
        let summary = try fixture.plan().summary
        #expect(try said(fixture) == ["1600 late", "1800 four"])
        #expect(summary.balance[.message] == Balance(parsed: 4, carried: 3, carriedWithLoss: 1))
        #expect(summary.losses.map(\.code) == ["message.late"])
    }

    @Test("says of what comes after a room was encrypted that it stands there in clear, in every later plan")
    func encrypted() throws {
        var fixture = try carried()
        fixture.options.encrypt = .all
        #expect(try fixture.plan().summary.losses.isEmpty, "nothing is new, so nothing comes in clear")
        try fixture.carryAll()
        try fixture.migration.take(
            [
                Small.message("4", in: "general", by: "anna", at: 1800, "four"),
                Small.message("1", in: "general", by: "anna", at: 1500, "changed", edited: 1900),
            ],
            as: "delta.zip")
        for _ in 1...2 {
            let summary = try fixture.plan().summary
            #expect(summary.losses.map(\.code) == ["message.not-encrypted"])
            #expect(summary.losses.first?.count == 2)
            #expect(summary.balance[.message]?.carriedWithLoss == 2)
            try fixture.carryAll()
        }
    }

    @Test("says nothing of clear messages when encryption waits for the last archive")
    func encryptedLast() throws {
        var fixture = try carried()
        try fixture.migration.take(
            [Small.message("4", in: "general", by: "anna", at: 1800, "four")], as: "delta.zip")
        fixture.options.encrypt = .all
        #expect(try fixture.plan().summary.losses.isEmpty)
        let types = try fixture.room("general").map(\.type)
        let said = try #require(types.lastIndex(of: "m.room.message"))
        #expect(try #require(types.firstIndex(of: "m.room.encryption")) > said)
    }

    @Test("leaves late messages out when the configuration says so")
    func leaveOut() throws {
        var fixture = try carried()
        fixture.options.lateMessages = .leaveOut
        try fixture.migration.take(
            [
                Small.message("2", in: "general", by: "anna", at: 1600, "late"),
                Small.reaction("🎉", to: "2", in: "general", by: "ben"), Small.pin("2", in: "general"),
                Small.message("4", in: "general", by: "anna", at: 1800, "answer", root: "2"),
            ], as: "delta.zip")
        let summary = try fixture.plan().summary
        #expect(try said(fixture) == ["1800 answer"])
        #expect(
            summary.balance[.message] == Balance(parsed: 4, carried: 2, carriedWithLoss: 1, notCarried: 1))
        #expect(summary.balance[.reaction] == Balance(parsed: 1, notCarried: 1))
        #expect(summary.balance[.pin] == Balance(parsed: 1, notCarried: 1))
    }

    @Test("lets newcomers into a room that was closed, and takes leavers out")
    func members() throws {
        let fixture = try carried()
        try fixture.migration.take(
            [
                Small.who("dora"), Small.member("dora", of: "general", joined: 1800),
                Small.member("ben", of: "general", left: 1900),
                Small.message("4", in: "general", by: "dora", at: 1850, "hello"),
            ], as: "delta.zip")
        try fixture.plan()
        let members = try fixture.room("general").filter { $0.type == "m.room.member" }
        #expect(members.map(\.summary) == ["ferry invite", "dora join", "ben leave"])
        #expect(members.map(\.seconds) == [1800, 1800, 1900])
        #expect(members[0].stateKey == "@dora:x.org")
    }

    @Test(
        "opens a room again that was archived, before what is new, and shuts it again if it still is",
        arguments: [false, true])
    func archived(stillArchived: Bool) throws {
        func general(archived: Bool) -> Record {
            Small.room("general", .public, archived: archived, creator: "anna")
        }
        let fixture = try PlanFixture(RoomHistoryTests.base + [general(archived: true), one, three])
        try fixture.plan()
        try fixture.carryAll()
        // The same again opens nothing.
        try fixture.plan()
        #expect(try fixture.lanes().isEmpty)

        try fixture.migration.take(
            [
                general(archived: stillArchived),
                Small.reaction("🎉", to: "1", in: "general", by: "ben", at: 1850),
                Small.message("4", in: "general", by: "ben", at: 2000, "four"),
            ], as: "delta.zip")
        try fixture.plan()
        let room = try fixture.room("general")
        let shut = room.map { operation -> String in
            guard operation.type == "m.room.power_levels" else { return operation.words }
            return operation.content["events_default"] == 100 ? "shut" : "open"
        }
        let reacted = try #require(shut.firstIndex(of: "🎉"))
        let said = try #require(shut.firstIndex(of: "four"))
        #expect(try #require(shut.firstIndex(of: "open")) < min(reacted, said))
        if stillArchived {
            #expect(try #require(shut.firstIndex(of: "shut")) > max(reacted, said))
        } else {
            #expect(!shut.contains("shut"))
        }
        // Stopped behind the opening, the next plan goes on without another one.
        try fixture.carry(try #require(shut.firstIndex(of: "open")) + 1, in: "general")
        try fixture.plan()
        let rest = try fixture.room("general").filter { $0.type == "m.room.power_levels" }
        #expect(rest.map { $0.content["events_default"] } == (stillArchived ? [100] : []))
        try fixture.carryAll()
        try fixture.plan()
        #expect(try fixture.lanes().isEmpty)
    }

    @Test("a room that is archived, opened and archived again is shut in the end")
    func archivedTwice() throws {
        let fixture = try PlanFixture(RoomHistoryTests.base + [one, three])
        for (number, archived) in [true, false, true, false].enumerated() {
            try fixture.migration.take(
                [Small.room("general", .public, archived: archived, creator: "anna")], as: "\(number).zip")
            try fixture.plan()
            let levels = try fixture.room("general").filter { $0.type == "m.room.power_levels" }
            #expect(levels.map { $0.content["events_default"] } == [archived ? 100 : 0])
            try fixture.carryAll()
        }
    }

    /// Plans and carries out what an archive adds, and gives what that was.
    private func step(_ fixture: PlanFixture, _ records: [Record], _ archive: String) throws -> [String] {
        try fixture.migration.take(records, as: archive)
        try fixture.plan()
        let lines = try fixture.room("general").filter { $0.kind == .putState }.map(\.summary)
        try fixture.carryAll()
        // Whatever was sent is known: the same archive once more changes nothing.
        try fixture.plan()
        #expect(try fixture.room("general").isEmpty, "\(archive)")
        return lines
    }

    @Test("sends a topic again that comes back after another one, as often as it does")
    func backAndForth() throws {
        let fixture = try carried()
        func topic(_ text: String, _ archive: String) throws -> Int {
            try step(fixture, [Small.room("general", topic: text)], archive).count { $0 == "ferry \(text)" }
        }
        #expect(try topic("A", "1.zip") == 1)
        #expect(try topic("B", "2.zip") == 1)
        #expect(try topic("A", "3.zip") == 1)
        #expect(try topic("A", "4.zip") == 0)
        #expect(try topic("B", "5.zip") == 1)
        #expect(try topic("A", "6.zip") == 1)
    }

    @Test("closes and opens a channel as often as it was archived and taken up again")
    func archivedAgain() throws {
        let fixture = try carried()
        for (index, archived) in [true, false, true, false].enumerated() {
            let lines = try step(fixture, [Small.room("general", archived: archived)], "\(index).zip")
            #expect(lines.count { $0.contains("m.room.power_levels") } == 1, "\(index): \(lines)")
        }
    }

    @Test("lets whoever leaves and comes back leave and come back, as often as that happens")
    func returning() throws {
        let fixture = try carried()
        func members(_ left: Int64?, _ archive: String, joined: Int64? = nil) throws -> [String] {
            let record = Small.member("ben", of: "general", joined: joined, left: left)
            return try step(fixture, [record], archive).filter {
                $0.contains("ben") || $0.contains("ferry invite")
            }
        }
        #expect(try members(1900, "1.zip") == ["ben leave"])
        #expect(try members(nil, "2.zip", joined: 2000) == ["ferry invite", "ben join"])
        #expect(try members(nil, "3.zip", joined: 2000) == [])
        #expect(try members(2100, "4.zip") == ["ben leave"])
        #expect(try members(nil, "5.zip", joined: 2200) == ["ferry invite", "ben join"])
        #expect(try members(2300, "6.zip") == ["ben leave"])
        #expect(try members(2300, "7.zip") == [])
    }

    @Test("believes what was sent when a later archive says that somebody came later")
    func cameLater() throws {
        let fixture = try carried()
        let lines = try step(
            fixture,
            [
                Small.member("ben", of: "general", joined: 2000),
                Small.message("9", in: "general", by: "anna", at: 2500, "nine"),
            ],
            "1.zip")
        #expect(!lines.contains { $0.contains("ben") || $0.contains("invite") }, "\(lines)")
    }

    @Test("keeps in doubt what was in doubt, and plans the rest behind it")
    func doubt() throws {
        let fixture = try PlanFixture(RoomHistoryTests.base + [one, three])
        try fixture.plan()
        let all = try fixture.room("general")
        let index = try #require(all.firstIndex { $0.words == "one" })
        try fixture.carry(index, in: "general")
        try fixture.journal.claim(all[index], at: Timestamp(seconds: 9))
        try fixture.migration.take(
            [Small.message("1", in: "general", by: "anna", at: 1500, "ONE", edited: 1600)], as: "b.zip")
        try fixture.plan()
        let rest = try fixture.room("general")
        #expect(rest[0].state == .claimed)
        #expect(rest[0].payload == all[index].payload)
        #expect(rest[0].id == all[index].id)
        #expect(try said(fixture) == ["1500 one", "1600 * ONE", "1700 three"])
    }
}
