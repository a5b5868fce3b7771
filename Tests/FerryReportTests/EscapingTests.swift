// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryStore
import FerryTestKit
import Testing

@testable import FerryReport

@Suite("Nothing from an archive becomes markup")
struct EscapingTests {
    @Test("text in a page is escaped, in content and in attributes")
    func escapes() {
        let name = "<b a=\"1\" b='2'>&amp;"
        let piece: HTML = "<p title=\"\(name)\">\(name)</p>"
        let escaped = "&lt;b a=&quot;1&quot; b=&#39;2&#39;&gt;&amp;amp;"
        #expect(piece.markup == "<p title=\"\(escaped)\">\(escaped)</p>")
    }

    @Test("a quote with a combining mark is escaped too")
    func combiningMarks() {
        #expect(HTML.escaped("\"\u{301}<\u{301}") == "&quot;\u{301}&lt;\u{301}")
    }

    @Test(
        "characters that HTML forbids are replaced",
        arguments: [0x0, 0xB, 0x1B, 0x7F, 0x9F, 0xFDD0, 0xFFFE, 0x1FFFF] as [UInt32])
    func forbidden(_ value: UInt32) throws {
        let scalar = try #require(Unicode.Scalar(value))
        #expect(HTML.escaped(String(scalar)) == "\u{FFFD}")
    }

    @Test("hostile texts in every place of every report leave no tag behind")
    func hostileEverywhere() {
        var plan = Samples.plan
        plan.migration = Samples.hostile
        plan.sources = [
            PlanSummary.Source(
                kind: Samples.hostile, path: Samples.hostile, layout: Samples.hostile,
                digest: Samples.hostile, bytes: -1, lacks: [Samples.hostile])
        ]
        plan.losses = [
            PlanSummary.LossGroup(
                code: Samples.hostile, kind: .message, state: .filtered, count: 1, reason: Samples.hostile,
                examples: [Samples.hostile])
        ]
        plan.months = [
            PlanSummary.Month(month: Samples.hostile, source: "slack", messages: 1),
            PlanSummary.Month(month: "2024-01", source: Samples.hostile, messages: 1),
        ]
        var upload = Samples.stuckUpload
        upload.migration = Samples.hostile
        upload.stumps = [Samples.hostile]
        var verify = Samples.unproven
        verify.migration = Samples.hostile
        let own = "<script>\(PageScript.text)</script>"
        for (html, scripts) in [
            (PlanReport(summary: plan, people: Samples.people, rooms: Samples.rooms).html(), 1),
            (UploadReport(upload).html(), 1), (VerifyReport(verify).html(), 1),
            (UploadReport(Samples.pausedUpload).html(), 0), (VerifyReport(Samples.proven).html(), 0),
            (PreviewPage([Samples.preview]).html, 0),
        ] {
            #expect(html.components(of: own) == scripts)
            #expect(html.components(of: "<script") == scripts)
            #expect(html.contains("script-src") == (scripts > 0))
            #expect(!html.contains("<img"))
            #expect(!html.utf8.contains(0))
            #expect(html.contains("&lt;script&gt;") || !html.contains("alert"))
        }
    }

    @Test("file names that would turn the line or move a cursor are written out, in tables and examples")
    func controls() throws {
        let entry = "invoice\u{202E}fdp.exe\u{1B}[2K"
        let key = SourceKey(.slack, workspace: "T1", .attachment, id: entry)
        let loss = Loss(
            code: "slack.file.not-in-archive", kind: .attachment, state: .notInSource, key: key,
            place: Place(archive: entry, entry: entry, line: 1), reason: entry)
        var plan = Samples.plan
        plan.losses = [
            PlanSummary.LossGroup(
                code: loss.code, kind: .attachment, state: .notInSource, count: 1, reason: entry,
                examples: [key.text])
        ]
        let folder = try TestFolder()
        let reports = ReportFolder(path: folder.path)
        try PlanReport.write(plan, to: reports, people: { _ in }, rooms: { _ in }, losses: { try $0(loss) })
        for name in ["plan-losses.csv", "plan.html"] {
            let text = try TestFile.text(reports.path(of: name))
            #expect(!text.unicodeScalars.contains("\u{202E}") && !text.unicodeScalars.contains("\u{1B}"))
            #expect(text.contains("invoice\\u{202E}fdp.exe\\u{1B}[2K"), "\(name)")
        }
    }

    @Test("a page names its script by the digest that browsers compute")
    func scriptDigest() {
        // As `openssl dgst -sha256 -binary | base64` has them.
        #expect(PageScript.source(of: "") == "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='")
        #expect(PageScript.source(of: "abc") == "'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='")
    }

    @Test("a page asks for nothing from outside and runs nothing but its own script")
    func selfContained() {
        let html = PlanReport(summary: Samples.plan, people: Samples.people, rooms: Samples.rooms).html()
        #expect(
            html.contains(
                "content=\"default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; img-src data:;"))
        // A name that looks like an address stands there as text.
        let people = Samples.people.filter { !$0.name.contains("http") }
        let plain = PlanReport(summary: Samples.plan, people: people, rooms: Samples.rooms).html()
        for outside in [
            "http:", "https:", "//", "@import", "url(http", "<img", "<iframe", "<object", "<link",
            "javascript:",
        ] {
            #expect(!plain.contains(outside), "\(outside)")
        }
    }

    @Test("a name longer than anybody reads is cut, and its many marks with it")
    func longNames() {
        let name = "a" + String(repeating: "\u{301}", count: 5_000)
        #expect(PageText.shortened(name).unicodeScalars.count == 161)
    }
}

extension String {
    /// How often another text stands in this one.
    fileprivate func components(of other: String) -> Int {
        var count = 0
        var rest = self[...]
        while let start = rest.indices.first(where: { rest[$0...].hasPrefix(other) }) {
            count += 1
            rest = rest[rest.index(after: start)...]
        }
        return count
    }
}
