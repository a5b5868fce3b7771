// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import ImportZoom

struct TableRowsTests {
    private struct Row: Equatable {
        let line: Int
        let fields: [String]?
    }

    private func rows(_ text: String, limit: Int = 1 << 20, chunk: Int = 1 << 20) throws -> [Row] {
        var reader = TableRows(limit: limit)
        var rows: [Row] = []
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: chunk) {
            try reader.feed(bytes[start..<min(start + chunk, bytes.count)]) {
                rows.append(Row(line: $0, fields: $1))
            }
        }
        try reader.finish { rows.append(Row(line: $0, fields: $1)) }
        return rows
    }

    @Test(
        "quotes, separators and line breaks inside fields, in chunks of any size",
        arguments: [1, 2, 3, 7, 1000])
    func quoting(_ chunk: Int) throws {
        let text =
            "\u{FEFF}\"a\";b;c\r\n\"1\r\n2\";\"say \"\"hi\"\"\";x\r\n\r\n;;\n12\" pipe;it's;\"\"\nend;of;file"
        #expect(
            try rows(text, chunk: chunk) == [
                Row(line: 1, fields: ["a", "b", "c"]), Row(line: 2, fields: ["1\r\n2", "say \"hi\"", "x"]),
                Row(line: 5, fields: ["", "", ""]), Row(line: 6, fields: ["12\" pipe", "it's", ""]),
                Row(line: 7, fields: ["end", "of", "file"]),
            ])
    }

    @Test("carriage returns alone end the rows where they end the headings", arguments: [1, 2, 3, 7, 1000])
    func carriageReturns(_ chunk: Int) throws {
        #expect(
            try rows("\"a\",b\r1,\"x\ry\"\r\r2,3\r\n4,5", chunk: chunk) == [
                Row(line: 1, fields: ["a", "b"]), Row(line: 2, fields: ["1", "x\ry"]),
                Row(line: 4, fields: ["2", "3"]), Row(line: 6, fields: ["4", "5"]),
            ])
        // In other files they are text.
        #expect(
            try rows("a,b\n1,x\ry\n2,3\n", chunk: chunk).map(\.fields) == [
                ["a", "b"], ["1", "x\ry"], ["2", "3"],
            ])
    }

    @Test("the separator is the one that gives most headings", arguments: [",", ";", "\t"])
    func separators(_ sign: String) throws {
        #expect(
            try rows("a\(sign)b\(sign)c\n1\(sign)2\(sign)3\n").map(\.fields) == [
                ["a", "b", "c"], ["1", "2", "3"],
            ])
    }

    @Test("a quote that nothing closes costs its own line only")
    func open() throws {
        let text = "a,b\n1,2\n3,\"open\n4,5\n6,7\n"
        #expect(
            try rows(text) == [
                Row(line: 1, fields: ["a", "b"]), Row(line: 2, fields: ["1", "2"]), Row(line: 3, fields: nil),
                Row(line: 4, fields: ["4", "5"]), Row(line: 5, fields: ["6", "7"]),
            ])
        // Found by the size of the row before the file ends.
        let long = "a,b\n3,\"open\n" + (0..<50).map { "\($0),x\n" }.joined()
        let found = try rows(long, limit: 64)
        #expect(found.count == 52)
        #expect(found.last == Row(line: 52, fields: ["49", "x"]))
    }

    @Test("a field of many lines that is longer than any is one broken row, and the next one is read")
    func longField() throws {
        let text = "a,b\n1,\"" + String(repeating: "x\n", count: 1_000) + "\"\n2,y\n3,z\n"
        for chunk in [1, 100, 10_000] {
            let found = try rows(text, limit: 64, chunk: chunk)
            #expect(found.filter { $0.fields == nil }.map(\.line) == [2])
            #expect(found.compactMap(\.fields) == [["a", "b"], ["2", "y"], ["3", "z"]])
        }
    }

    @Test("a line longer than any is one broken row, and the next one is read")
    func long() throws {
        let text = "a,b\n" + String(repeating: "x", count: 500) + "\n1,2\n"
        let found = try rows(text, limit: 64)
        #expect(found.first { $0.fields == nil }?.line == 2)
        #expect(found.last == Row(line: 3, fields: ["1", "2"]))
    }

    @Test(
        "times of tables",
        arguments: [
            ("2026-09-15 14:30:12", 1_789_482_612, nil), ("2026-09-15T14:30:12Z", 1_789_482_612, 0),
            ("2026-09-15 14:30:12.345 +02:00", 1_789_482_612, 7200),
            ("2026-09-15T14:30:12+02:00", 1_789_482_612, 7200),
            ("09/15/2026 02:30:12 PM", 1_789_482_612, nil), ("15.09.2026 14:30", 1_789_482_600, nil),
            ("Sep 15, 2026 02:30:12 PM", 1_789_482_612, nil), ("15 Sep 2026 14:30:12 UTC", 1_789_482_612, 0),
            ("09/15/2026 14:30:12 PM", 1_789_482_612, nil), ("09/15/2026 00:30:00 AM", 1_789_432_200, nil),
            ("1789482612000", 1_789_482_612, 0), ("9/15/26 2:30 PM", 1_789_482_600, nil),
            ("09/15/2026 14:30:12 (GMT+02:00)", 1_789_482_612, 7200), ("2026-02-30 10:00:00", nil, nil),
            ("13/13/2026 10:00", nil, nil), ("noon", nil, nil), ("", nil, nil),
            ("09/15/2026 25:00", nil, nil),
        ] as [(String, Int64?, Int64?)])
    func times(_ text: String, wall: Int64?, offset: Int64?) {
        let time = TableTime(text, dayFirst: false)
        #expect(time?.wall == wall)
        #expect(time?.offset == offset)
    }

    @Test("the order of day and month is what the dates tell")
    func order() {
        func survey(_ order: ZoomOptions.DateOrder, _ texts: String...) -> ZoomTableSurvey {
            var survey = ZoomTableSurvey(order)
            for text in texts { survey.take(text) }
            return survey
        }
        #expect(!survey(.automatic, "03/04/2026 10:00", "03/13/2026 10:00").dayFirst)
        #expect(survey(.automatic, "03/04/2026 10:00", "13/03/2026 10:00").dayFirst)
        #expect(survey(.automatic, "03/04/2026 10:00").isGuess)
        #expect(
            !survey(.dayFirst, "03/04/2026 10:00").isGuess && survey(.dayFirst, "03/04/2026 10:00").dayFirst)
        #expect(survey(.automatic, "2026-03-04 10:00:00", "2026-03-03 10:00:00").descends)
    }
}
