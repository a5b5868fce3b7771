// SPDX-License-Identifier: Apache-2.0
import FerryModel
import Testing

@Suite("Tables survive spreadsheets")
struct CSVTests {
    @Test(
        "whatever is written is read back",
        arguments: [
            "", "plain", "a,b;c\td", "\"quoted\"", "\"\u{301}x", "line\r\nbreak", "=1+1", "'=1+1", "''=1",
            "'",
            "@SUM(A1:A9)", "@anna:example.org", "-5", "'quoted'", "\u{FEFF}x",
        ])
    func roundTrip(_ field: String) {
        let records = CSV.records(CSV.text([["first", "second"], [field, "end"]]))
        #expect(records.count == 2)
        #expect(records.last?.fields.map(CSV.unguarded) == [field, "end"])
    }

    @Test(
        "what a spreadsheet would run is guarded",
        arguments: ["=1+1", "+1", "-1", "@SUM(A1:A9)", "\tx", "@x"])
    func guarded(_ field: String) {
        #expect(CSV.records(CSV.record([field, "b"])).first?.fields.first == "'" + field)
    }

    @Test("a user id stays as it is")
    func userIDs() {
        #expect(CSV.record(["@anna.weber:example.org"]) == "@anna.weber:example.org\r\n")
    }
}
