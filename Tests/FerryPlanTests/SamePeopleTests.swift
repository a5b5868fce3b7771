// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryStore
import FerryTestRecords
import Testing

@testable import FerryPlan

private typealias Small = SmallWorkspace

@Suite("One human in several sources")
struct SamePeopleTests {
    private func people(_ records: [Record], _ change: (inout PlanFixture) throws -> Void = { _ in }) throws
        -> [String: PeopleMapping.Line]
    {
        var fixture = try PlanFixture([Small.workspace] + records)
        try change(&fixture)
        let lines = try fixture.plan().people
        return Dictionary(uniqueKeysWithValues: lines.map { (SourceKey(text: $0.key)?.id ?? "?", $0) })
    }

    private static func who(_ id: String, _ addresses: String..., role: Person.Role = .member) -> Record {
        .person(
            Person(
                key: Small.person(id), handle: id, displayName: "Anna Weber", addresses: addresses, role: role
            ))
    }

    @Test(
        "has one address however it is spelled",
        arguments: [
            ("Anna.Weber@X.org", "anna.weber@x.org"), ("anna+news@x.org", "anna@x.org"),
            ("anna@old.org", "anna@x.org"), ("anna@older.org", "anna@x.org"),
            ("anna_y.org#EXT#@tenant.onmicrosoft.com", "anna@y.org"),
            ("anna_maria_y.org#EXT#@tenant.onmicrosoft.com", "anna_maria@y.org"), ("+x@x.org", "+x@x.org"),
        ] as [(String, String)])
    func spellings(address: String, canonical: String) throws {
        let alias = try AddressAlias(["old.org=x.org", "older.org=old.org"])
        #expect(alias.canonical(address) == canonical)
    }

    @Test("has no address where there is none", arguments: ["", "anna", "@x.org", "anna@"])
    func noAddress(text: String) throws { #expect(AddressAlias.none.canonical(text) == nil) }

    @Test(
        "is refused for pairs of domains that cannot work",
        arguments: ["a", "a=", "=b", "a=b=c", "x@a=b", "a=a"])
    func wrongPairs(pair: String) {
        let failure = #expect(throws: Failure.self) { try AddressAlias([pair]) }
        #expect(failure?.kind == .configuration)
    }

    @Test("comes out of a circle of domains")
    func circle() throws {
        let alias = try AddressAlias(["a=b", "b=a"])
        #expect(["x@a", "x@b"].contains(alias.canonical("x@a")))
    }

    @Test("is joined by any shared address, through others too, and never by name")
    func chain() throws {
        let lines = try people([
            Self.who("1", "anna@x.org"), Self.who("2", "aw@x.org", "weber@x.org"),
            Self.who("3", "weber+slack@x.org", "ANNA@x.org"), Self.who("4"), Self.who("5", "other@x.org"),
        ])
        #expect(["1", "2", "3"].map { lines[$0]?.user } == ["@anna:x.org", "@anna:x.org", "@anna:x.org"])
        #expect(lines["2"]?.reason == "same mail address")
        #expect(lines["4"]?.user == "@4:x.org")
        #expect(lines["5"]?.user == "@other:x.org")
        #expect(lines["5"]?.suggestion.contains("same name") == true)
    }

    @Test("goes where the mapping sends one of its persons, and keeps its reasons when read back")
    func mapped() throws {
        let records = [
            Self.who("1", "anna@x.org"), Self.who("2", "aw@x.org", "anna@x.org"), Self.who("3", "aw@x.org"),
        ]
        let first = try people(records) {
            $0.mapping = try PeopleMapping(
                csv: "key,matrix_id\nslack:T1:person:2,@boss:x.org\n", path: "", server: "x.org")
        }
        #expect(["1", "2", "3"].map { first[$0]?.user } == Array(repeating: "@boss:x.org", count: 3))
        let plain = try people(records)
        let again = try people(records) {
            $0.mapping = try PeopleMapping(
                csv: PeopleMapping.csv(plain.values.sorted { $0.key < $1.key }), path: "", server: "x.org")
        }
        #expect(again == plain)
    }

    @Test("is found in an extract of the directory, as CSV or LDIF")
    func directory() throws {
        let csv = """
            uid;mail;proxyAddresses;matrix_id
            aweber;anna@x.org;"SMTP:anna@x.org, smtp:weber@y.org";@a.weber:x.org
            bk;ben@x.org;;
            """
        let ldif = """
            version: 1

            dn: uid=aweber,ou=people
            # somebody
            uid: aweber
            mail: anna@x.org
            mailAlternateAddress;x-opt: weber@
             y.org
            matrix_id:: QGEud2ViZXI6eC5vcmc=

            dn: uid=bk
            uid: bk
            mail: ben@x.org
            photo:< file:///etc/passwd
            """
        for text in [csv, ldif] {
            let lines = try people([
                Self.who("1", "weber@y.org"), Self.who("2", "anna@x.org"), Self.who("3", "ben@x.org"),
            ]) {
                $0.options.extract = try DirectoryExtract(
                    text, path: "people", alias: .none, server: "x.org")
                $0.options.localparts = try LocalpartTemplate("{uid}")
            }
            #expect(
                ["1", "2", "3"].map { lines[$0]?.user } == ["@a.weber:x.org", "@a.weber:x.org", "@bk:x.org"])
            #expect(["1", "2", "3"].map { lines[$0]?.reason } == ["directory", "directory", "mail address"])
        }
    }

    @Test("is refused from an extract without addresses or with a user of elsewhere, with the line")
    func wrongExtracts() throws {
        for (text, line) in [("uid;name\na;b\n", 1), ("mail,mxid\na@x.org,\nb@x.org,@b:y.org\n", 3)] {
            let failure = try #require(throws: Failure.self) {
                try DirectoryExtract(text, path: "people.csv", alias: .none, server: "x.org")
            }
            #expect(failure.location == "people.csv, line \(line)")
        }
    }

    @Test("spells letters with marks of their own as those that have theirs")
    func marks() {
        #expect(LocalpartTemplate.valid("Ju\u{308}rgen Ange\u{301}lique") == "juergen-angelique")
    }
}
