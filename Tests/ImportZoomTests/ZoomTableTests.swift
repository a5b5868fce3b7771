// SPDX-License-Identifier: Apache-2.0
import FerryArchive
import FerryModel
import FerryTestImports
import Testing

@testable import ImportZoom

struct ZoomTableTests {
    private func read(_ text: String, _ options: ZoomOptions = .utc) throws -> ListSink {
        try ZoomFolder(["chat.csv": text]).read(options)
    }

    @Test("rows that go back in time keep the order of one second the right way round")
    func descending() throws {
        let sink = try read(
            "Time,From,Channel,Message\n2026-03-02 10:00:05,A,R,third\n2026-03-02 10:00:00,A,R,second\n2026-03-02 10:00:00,A,R,first\n"
        )
        #expect(sink.messages.map(\.body.plain) == ["first", "second", "third"])
    }

    @Test("day and time in two columns, ids, answers, and a zone that the rows name")
    func columns() throws {
        let sink = try read(
            "Message ID,Date,Time (GMT),From,To,Message,Parent Message ID\nm1,2026-03-02,10:00:00,a@x.example,b@x.example,hello,\nm2,2026-03-02,10:00:05,b@x.example,a@x.example,yes,m1\n",
            ZoomOptions.with { $0.timeZone = try? ZoneRules(named: "Europe/Berlin") })
        #expect(
            sink.messages.map(\.key.key.id) == [
                "direct/a@x.example,b@x.example/m1", "direct/a@x.example,b@x.example/m2",
            ])
        #expect(sink.messages.last?.threadRoot == sink.messages.first?.key)
        #expect(sink.messages.first?.sentAt.utcText == "2026-03-02 10:00 UTC")
    }

    @Test("without anything that tells, the month comes first, which is stated")
    func guess() throws {
        let text = "Time,From,Channel,Message\n03/04/2026 10:00,A,R,hello\n"
        #expect(try read(text).messages.first?.sentAt.utcText == "2026-03-04 10:00 UTC")
        #expect(try read(text).lossCounts == ["zoom.time.order-guessed": 1])
        let told = try read(text, .utc.with { $0.dateOrder = .dayFirst })
        #expect(told.messages.first?.sentAt.utcText == "2026-04-03 10:00 UTC")
        #expect(told.lossCounts == [:])
    }

    @Test("two tables of two people's searches give each message once")
    func overlap() throws {
        let row = "2026-03-02 10:00:00,a@x.example,b@x.example,hello\n"
        let sink = try ZoomFolder([
            "one.csv": "Time,From,To,Message\n" + row, "two.csv": "Time,From,To,Message\n" + row,
        ]).read(.utc)
        #expect(sink.messages.count == 1)
    }

    @Test(
        "tables of something else are not Zoom's",
        arguments: [
            "Name,Email,Role\nAnna,a@x.example,admin\n", "time,value\n1,2\n", "Date,Amount,Message\n1,2,3\n",
            "",
            "just text", "Time,From,Message\n", "\"Time,From,Channel,Message\n",
        ])
    func others(_ text: String) throws {
        let folder = try ZoomFolder(["table.csv": text])
        #expect(try ZoomImporter().recognise(try Archive.open(folder.path)) == nil)
    }
}
