// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryPlan
import FerryStore
import FerryTestRecords
import Testing

private typealias Small = SmallWorkspace

@Suite("Users with ids that nobody can register any more")
struct HistoricalUserTests {
    @Test("are used where the mapping names them, never made, and their profile is left alone")
    func used() throws {
        var fixture = try PlanFixture([
            Small.workspace, Small.who("anna", mail: "anna@x.org"), Small.who("ben"), Small.room("general"),
            Small.member("anna", of: "general"), Small.member("ben", of: "general"),
            Small.message("1", in: "general", by: "anna", at: 1100, "one"),
        ])
        fixture.mapping = try PeopleMapping(
            csv: "key,matrix_id\nslack:T1:person:anna,@Anna.Weber:x.org", path: "people.csv", server: "x.org")
        try fixture.plan()
        let own = try fixture.lanes().flatMap(\.operations).filter { $0.sender == "@Anna.Weber:x.org" }
        #expect(own.contains { $0.kind == .sendEvent })
        let account = own.filter { $0.room == nil }.map(\.kind)
        #expect(account == [.createDevice])
        let other = try fixture.lanes().flatMap(\.operations).filter { $0.sender == "@ben:x.org" }
        #expect(other.contains { $0.kind == .registerGhost })
    }

    @Test("are refused where they are none: of another server, or with blanks")
    func refused() throws {
        for user in ["@Anna Weber:x.org", "@Anna:other.org", "Anna:x.org", "@:x.org"] {
            let failure = try #require(throws: Failure.self) {
                try PeopleMapping(
                    csv: "key,matrix_id\nslack:T1:person:anna,\(user)", path: "people.csv", server: "x.org")
            }
            #expect(failure.location == "people.csv, line 2", "\(user)")
        }
    }
}
