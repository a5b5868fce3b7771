// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import FerryPlan
import FerryStore
import Testing

/// What the samples' direct, group and private conversations become.
struct DirectRoomTests {
    private let plan: SamplePlan

    init() throws {
        plan = try SamplePlan()
        try plan.take(SamplePlan.sample("conversations"))
    }

    private func state(_ operations: [Operation], _ type: String) -> [Operation] {
        operations.filter { $0.kind == .putState && $0.type == type }
    }

    private func name(_ channel: String) throws -> String? {
        try state(plan.operations(ofChannel: channel), "m.room.name").last.flatMap {
            try JSONValue(parsing: $0.payload)["name"]?.string
        }
    }

    /// Who is in a room in the end, the appservice's user included.
    private func inside(_ channel: String) throws -> Set<String> {
        var inside: Set<String> = ["@ferry:example.org"]
        for operation in state(try plan.operations(ofChannel: channel), "m.room.member") {
            guard let user = operation.stateKey else { continue }
            if operation.payload.contains("join") { inside.insert(user) } else { inside.remove(user) }
        }
        return inside
    }

    @Test("a direct room has no name and just its two members, somebody deleted included")
    func direct() throws {
        #expect(try name("D0ADABEN01") == nil)
        #expect(try inside("D0ADABEN01") == ["@ada:example.org", "@ben:example.org"])
        #expect(try inside("D0ADADELE3") == ["@ada:example.org", "@dele:example.org"])
    }

    @Test("notes to oneself bear one's own name")
    func oneself() throws {
        #expect(try name("D0ADASELF2") == "Ada")
        #expect(try inside("D0ADASELF2") == ["@ada:example.org"])
    }

    @Test("group rooms are named by their members, and two with the same members stay two")
    func groups() throws {
        for channel in ["G0THREE001", "G0THREE002"] {
            #expect(try name(channel) == "Ada, Ben Bauer, Chi")
            #expect(try inside(channel) == ["@ada:example.org", "@ben:example.org", "@chi:example.org"])
        }
    }

    @Test("both sides get the room into their list, each list in a lane of its own")
    func accountData() throws {
        let operations = try plan.operations(ofLanes: .accountData)
        let lists = try operations.map {
            "\($0.sender) \(try JSONValue(parsing: $0.payload).members.keys.sorted())"
        }
        #expect(
            lists.sorted() == [
                #"@ada:example.org ["@ada:example.org"]"#, #"@ada:example.org ["@ben:example.org"]"#,
                #"@ada:example.org ["@dele:example.org"]"#, #"@ben:example.org ["@ada:example.org"]"#,
                #"@dele:example.org ["@ada:example.org"]"#,
            ])
        #expect(Set(operations.map(\.lane)).count == 3)
    }

    @Test("the appservice's user leaves last of all who act on the room, which then is by invitation")
    func lastSteps() throws {
        let operations = try plan.operations(ofChannel: "D0ADABEN01")
        let own = operations.filter { $0.sender == "@ferry:example.org" }
        #expect(own.last?.part == Operation.lastOfRoom)
        #expect(state(operations, "m.room.join_rules").last?.payload.contains("invite") == true)
        let levels = try JSONValue(parsing: state(operations, "m.room.power_levels").last?.payload ?? "{}")
        #expect(levels["users"] == ["@ada:example.org": 100, "@ben:example.org": 100])
    }

    @Test("a space lists public channels only, unless the configuration says otherwise")
    func space() throws {
        func isListed(_ channel: String) throws -> Bool {
            try !state(plan.operations(ofChannel: channel), "m.space.child").isEmpty
        }
        #expect(try isListed("C0GENERAL1"))
        #expect(try !isListed("G0BOARD001"))
        #expect(try !isListed("D0ADABEN01"))
        try plan.take(SamplePlan.sample("conversations")) { $0.privateInSpace = true }
        #expect(try isListed("G0BOARD001"))
        #expect(try !isListed("G0THREE001"))
    }

    @Test("custom emoji become the space's image pack, other names included")
    func emoji() throws {
        let plan = try SamplePlan()
        try plan.take(SamplePlan.sample("slackdump-mattermost"))
        let packs = try plan.operations(ofLanes: .space).filter { $0.type == "im.ponies.room_emotes" }
        #expect(packs.count == 1)
        let images = try JSONValue(parsing: packs.first?.payload ?? "{}")["images"]?.members ?? [:]
        #expect(images.keys.sorted() == ["rathaus", "townhall"])
        #expect(images["rathaus"] == images["townhall"])
        #expect(plan.summary.losses.map(\.code) == ["slack.emoji.not-in-archive"])
    }
}
