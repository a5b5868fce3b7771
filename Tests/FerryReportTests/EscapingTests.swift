// SPDX-License-Identifier: Apache-2.0
import FerryModel
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
        for html in [
            PlanReport(summary: plan, people: Samples.people, rooms: Samples.rooms).html(),
            UploadReport(upload).html(), VerifyReport(verify).html(),
        ] {
            #expect(!html.contains("<script"))
            #expect(!html.contains("<img"))
            #expect(!html.utf8.contains(0))
            #expect(html.contains("&lt;script&gt;"))
        }
    }

    @Test("a page asks for nothing from outside and runs nothing")
    func selfContained() {
        let html = PlanReport(summary: Samples.plan, people: Samples.people, rooms: Samples.rooms).html()
        #expect(
            html.contains(
                "content=\"default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; img-src data:;"))
        for outside in [
            "http:", "https:", "//", "@import", "url(http", "<img", "<iframe", "<object", "<link",
            "javascript:",
        ] {
            #expect(!html.contains(outside), "\(outside)")
        }
    }

    @Test("a name longer than anybody reads is cut, and its many marks with it")
    func longNames() {
        let name = "a" + String(repeating: "\u{301}", count: 5_000)
        #expect(PageText.shortened(name).unicodeScalars.count == 161)
    }
}
