// SPDX-License-Identifier: Apache-2.0
import FerryModel
import Testing

@Suite("Comma-separated values")
struct CSVTests {
    private func fields(_ text: String) -> [[String]] { CSV.records(text).map(\.fields) }

    @Test("are read with quotes, quotes in quotes and empty fields")
    func quotes() {
        #expect(
            fields("a,b\r\n\"x, y\",\"say \"\"hi\"\"\"\r\n,\r\n") == [
                ["a", "b"], ["x, y", "say \"hi\""], ["", ""],
            ])
        #expect(fields("a,b\nlast,line") == [["a", "b"], ["last", "line"]])
        #expect(fields("a,b\n1,\"") == [["a", "b"], ["1", ""]])
        #expect(fields("").isEmpty)
    }

    @Test(
        "may begin with a byte order mark and be separated as spreadsheets do it",
        arguments: [",", ";", "\t"])
    func separators(separator: String) {
        let text = "\u{FEFF}key\(separator)\"matrix;id,\t\"\r\n1\(separator)2\r\n"
        #expect(fields(text) == [["key", "matrix;id,\t"], ["1", "2"]])
    }

    @Test("keep their line numbers over blank lines and line feeds in fields")
    func lineNumbers() {
        let records = CSV.records("a,b\r\n\r\n\"one\ntwo\",x\r\n\n3,4\n")
        #expect(records.map(\.line) == [1, 3, 6])
        #expect(records[1].fields == ["one\ntwo", "x"])
    }

    static let hostile = [
        "=1+1", "+49 30 123", "-5", "@SUM(A1)", "\tx", "\rx", "'=1", "''=1", "'", "'plain", "=\"a,b\"",
        "@a:b(c)",
        "=cmd|' /C calc'!A0", "a\"\u{301}b", "\u{301}", ";", "x\r\ny", " =1",
    ]

    @Test("come back as they were, formulas included", arguments: hostile)
    func roundTrip(field: String) {
        let text = CSV.text([["key", "value"], [field, "end"]])
        let read = CSV.records(text)
        #expect(read.count == 2)
        #expect(read[1].fields.map { CSV.unguarded($0) } == [field, "end"])
    }

    @Test(
        "never begin a field with what a spreadsheet calculates",
        arguments: ["=1+1", "+1", "-1", "@SUM(A1)", "@a:b(1)", "\t=1", "\r=1", "'=1"])
    func guarded(field: String) {
        let record = CSV.record([field])
        let bare = record.hasPrefix("\"") ? record.dropFirst() : record[...]
        #expect(bare.hasPrefix("'"))
        #expect(CSV.records(record)[0].fields[0] == "'" + field)
    }

    @Test("leave user ids readable")
    func userIDs() {
        #expect(CSV.record(["@anna.weber:matrix.example.org"]) == "@anna.weber:matrix.example.org\r\n")
        #expect(CSV.unguarded("@anna:example.org") == "@anna:example.org")
        #expect(CSV.unguarded("'tis") == "'tis")
    }

    @Test("are written with a byte order mark, CR LF and quotes only where needed")
    func written() {
        #expect(CSV.text([["a", "b c"], ["x,y", "z"]]) == "\u{FEFF}a,b c\r\n\"x,y\",z\r\n")
    }
}
