// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import FerryStore
import FerryTestRecords
import Testing

@testable import FerryPlan

private typealias Small = SmallWorkspace

@Suite("Who becomes which user")
struct PeopleTests {
    private func users(_ outcome: Planner.Outcome) -> [String: String] {
        Dictionary(uniqueKeysWithValues: outcome.people.map { (SourceKey(text: $0.key)?.id ?? "?", $0.user) })
    }

    @Test(
        "follows the template",
        arguments: [
            ("{localpart}", "anna.weber"), ("{mail_dashed}", "anna.weber-stadt.de"), ("{handle}", "aw"),
            ("{name}", "anna-weber-koenig"), ("{id}", "u1"), ("x-{handle}-{id}", "x-aw-u1"),
        ])
    func templates(template: String, localpart: String) throws {
        let person = Person(
            key: PersonKey(Small.key(.person, "U1")), handle: "AW", displayName: "Anna Weber-König",
            addresses: ["Anna.Weber@Stadt.de"])
        #expect(try LocalpartTemplate(template).localpart(for: person) == localpart)
    }

    @Test("refuses templates that cannot work", arguments: ["", "x", "{nope}", "{handle", "{}", "}"])
    func wrongTemplates(template: String) {
        let failure = #expect(throws: Failure.self) { try LocalpartTemplate(template) }
        #expect(failure?.kind == .configuration)
    }

    @Test(
        "is always valid by the grammar",
        arguments: [
            ("Jürgen Groß", "juergen-gross"), ("Иван", "slack-u9"), ("___", "slack-u9"), ("a/b\\c", "a-b-c"),
            ("", "u9"), ("  x  ", "x"), ("Łukasz Żółć", "lukasz-zolc"), ("!!!a!!!", "a"), ("🙂", "slack-u9"),
            (String(repeating: "a", count: 999), String(repeating: "a", count: 160)),
        ])
    func grammar(name: String, localpart: String) throws {
        let person = Person(key: PersonKey(Small.key(.person, "U9")), handle: "", displayName: name)
        #expect(try LocalpartTemplate("{name}").localpart(for: person) == localpart)
    }

    @Test("numbers those who wish for the same, in the order of their keys")
    func collisions() throws {
        let records = [
            Small.workspace, Small.who("c", name: "Sam", mail: "sam@c.org"),
            Small.who("a", name: "Sam", mail: "sam@a.org"),
            Small.who("b", name: "Sue", mail: "sam@b.org"), Small.who("ferry"),
        ]
        let outcome = try PlanFixture(records).plan()
        #expect(
            users(outcome) == [
                "a": "@sam:x.org", "b": "@sam-2:x.org", "c": "@sam-3:x.org", "ferry": "@ferry-2:x.org",
            ])
        #expect(outcome.summary.people.conflicts == 3)
        #expect(outcome.summary.people.suggested == 1)
        #expect(
            outcome.people.first { $0.key.hasSuffix("c") }?.suggestion == "same name as slack:T1:person:a")
    }

    @Test("joins persons with the same address, in any case, but never bots")
    func sameAddress() throws {
        let records = [
            Small.workspace, Small.who("a", mail: "Sam@x.org"), Small.who("b", mail: "sam@X.org"),
            Small.who("r", mail: "sam@x.org", role: .bot),
        ]
        let outcome = try PlanFixture(records).plan()
        #expect(users(outcome) == ["a": "@sam:x.org", "b": "@sam:x.org", "r": "@bot-r:x.org"])
        #expect(outcome.summary.people.ghosts == 2)
    }

    @Test("is what the mapping file says")
    func mapping() throws {
        var fixture = try PlanFixture([Small.workspace, Small.who("a"), Small.who("b"), Small.who("boss")])
        fixture.mapping = try PeopleMapping(
            csv: "matrix_id;key\r\n@boss:x.org;slack:T1:person:b\r\n;slack:T1:person:a\r\n",
            path: "people.csv",
            server: "x.org")
        let outcome = try fixture.plan()
        // Nobody else gets what the administrator has given away.
        #expect(users(outcome) == ["a": "@a:x.org", "b": "@boss:x.org", "boss": "@boss-2:x.org"])
        #expect(outcome.summary.people.mapped == 1)
    }

    @Test(
        "says which line of the mapping file is wrong",
        arguments: [
            ("key,matrix_id\nslack:T1:person:a,anna\n", 2),
            ("key,matrix_id\n\n\nslack:T1:person:a,@a:other.org\n", 4),
            ("name,matrix_id\n", 1), ("key,matrix_id\na,@a:x.org\n\"x\ny\",\na,@b:x.org\n", 5),
            ("key,matrix_id\na,@a b:x.org\n", 2),
        ])
    func wrongMapping(csv: String, line: Int) {
        let failure = #expect(throws: Failure.self) {
            try PeopleMapping(csv: csv, path: "people.csv", server: "x.org")
        }
        #expect(failure?.kind == .configuration)
        #expect(failure?.location == "people.csv, line \(line)")
    }

    @Test("comes out the same when the written proposals are read back")
    func ownProposals() throws {
        var fixture = try PlanFixture([
            Small.workspace, Small.who("a", mail: "sam@a.org"), Small.who("b", mail: "sam@b.org"),
            Small.who("=1", name: "=cmd", role: .bot),
        ])
        let first = try fixture.plan()
        fixture.mapping = try PeopleMapping(
            csv: PeopleMapping.csv(first.people), path: "people.csv", server: "x.org")
        let second = try fixture.plan()
        #expect(second.people == first.people)
        #expect(second.summary.people == first.summary.people)
    }

    @Test("never changes once the homeserver has seen it")
    func settled() throws {
        var fixture = try PlanFixture([Small.workspace, Small.who("m", mail: "sam@x.org")])
        try fixture.plan()
        try fixture.carryAll()
        // Somebody comes first now who would get the same name.
        try fixture.migration.take(
            [Small.who("a", mail: "sam@other.org"), Small.who("m", mail: "new@x.org")], as: "b.zip")
        let outcome = try fixture.plan()
        #expect(users(outcome) == ["a": "@sam-2:x.org", "m": "@sam:x.org"])
        fixture.mapping = try PeopleMapping(
            csv: "key,matrix_id\nslack:T1:person:m,@other:x.org\n", path: "people.csv", server: "x.org")
        let failure = #expect(throws: Failure.self) { try fixture.plan() }
        #expect(failure?.kind == .configuration)
    }

    @Test("registers, equips and names each user once")
    func accounts() throws {
        let fixture = try PlanFixture([
            Small.workspace, Small.who("a", name: "A\u{0}nna", mail: "s@x.org"),
            Small.who("b", mail: "s@x.org"),
        ])
        try fixture.plan()
        let lanes = try fixture.lanes().filter { $0.lane.kind == .account }.map(\.operations)
        let anna = try #require(lanes.first { $0[0].kind == .registerGhost })
        #expect(anna.map(\.kind) == [.registerGhost, .createDevice, .setDisplayName])
        #expect(anna[2].content == ["displayname": "Anna"])
        #expect(lanes.count == 2)
    }
}
