// SPDX-License-Identifier: Apache-2.0
import FerryModel
import Glibc
import Testing

@testable import FerryReport

/// What can be held against WCAG without a browser; `scripts/check-report` sees the rest with axe-core.
@Suite("Pages are accessible, as far as their source shows")
struct AccessibilityTests {
    struct Page: Sendable, CustomTestStringConvertible {
        let name: String
        let html: String
        var testDescription: String { name }
    }

    static let pages: [Page] = ReportLanguage.allCases.flatMap { language in
        [
            Page(
                name: "plan \(language)",
                html: PlanReport(summary: Samples.plan, people: Samples.people, rooms: Samples.rooms).html(
                    language)),
            Page(name: "empty plan \(language)", html: emptyPlan.html(language)),
            Page(name: "upload \(language)", html: UploadReport(Samples.stuckUpload).html(language)),
            Page(name: "verify \(language)", html: VerifyReport(Samples.unproven).html(language)),
            Page(name: "preview \(language)", html: PreviewPage([Samples.preview], in: language).html),
        ]
    }

    private static let emptyPlan = PlanReport(summary: PlanSummary(), people: [], rooms: [])

    @Test("every id is there once, and whatever is referred to is there", arguments: pages)
    func ids(_ page: Page) {
        let ids = page.html.matches(of: /<[^>]* id="([^"]*)"/).map { String($0.1) }
        #expect(Set(ids).count == ids.count)
        let known = Set(ids)
        for name in page.html.matches(of: /(?:aria-labelledby|data-table)="([^"]*)"/) {
            #expect(known.contains(String(name.1)), "\(name.1)")
        }
        for anchor in page.html.matches(of: /href="#([^"]*)"/) {
            #expect(known.contains(String(anchor.1)), "\(anchor.1)")
        }
    }

    @Test(
        "the page has a language, a title, one first heading, and no level of headings is left out",
        arguments: pages)
    func headings(_ page: Page) {
        #expect(page.html.contains(/<html lang="(en|de|fr)">/))
        #expect(page.html.contains(/<title>[^<]+<\/title>/))
        #expect(
            page.html.contains("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"))
        let levels = page.html.matches(of: /<h([1-6])[ >]/).compactMap { Int($0.1) }
        #expect(levels.first == 1)
        #expect(levels.count { $0 == 1 } == 1)
        for (level, next) in zip(levels, levels.dropFirst()) { #expect(next <= level + 1) }
    }

    @Test("every table has a caption, and every heading in it a scope", arguments: pages)
    func tables(_ page: Page) {
        let tables = page.html.components(separatedBy: "<table id=").dropFirst()
        for table in tables { #expect(table.contains("<caption id=")) }
        // What people wrote keeps the tables that they made.
        let own = page.html.replacing(#/<div class="body">.*?<\/div>/#.dotMatchesNewlines(), with: "")
        for heading in own.matches(of: /<th( [^>]*)?>/) {
            #expect(heading.0.contains(#/ scope="(col|row|rowgroup)"/#), "\(heading.0)")
        }
        // What scrolls can be reached with the keyboard and says what it is.
        for box in page.html.matches(of: /<div class="scroll"[^>]*>/) {
            #expect(box.0.contains("tabindex=\"0\"") && box.0.contains("role=\"region\""))
            #expect(box.0.contains("aria-labelledby="))
        }
    }

    @Test("every picture says what it shows, or is hidden from who cannot see it", arguments: pages)
    func pictures(_ page: Page) {
        for picture in page.html.matches(of: /<svg [^>]*>/) {
            let isNamed = picture.0.contains("role=\"img\"") && picture.0.contains(/aria-label="[^"]+"/)
            #expect(isNamed || picture.0.contains("aria-hidden=\"true\""), "\(picture.0)")
        }
        #expect(!page.html.contains("<img"))
    }

    @Test("links and lines that unfold have a text", arguments: pages)
    func names(_ page: Page) {
        #expect(!page.html.contains(/<a [^>]*><\/a>/))
        #expect(!page.html.contains("<summary></summary>"))
        #expect(!page.html.contains(/<h[1-6][^>]*><\/h/))
        #expect(!page.html.contains(/<th [^>]*><\/th>/))
    }

    @Test(
        "text keeps 4.5:1 and shapes 3:1 against the paper, in light and dark", arguments: ["light", "dark"])
    func contrast(_ scheme: String) throws {
        let css = PageStyle.css.markup
        let parts = css.components(separatedBy: "prefers-color-scheme:dark")
        let block = try #require(scheme == "light" ? parts.first : parts.dropFirst().first)
        var colours: [String: Double] = [:]
        for match in block.prefix(while: { $0 != "*" }).matches(
            of: /--([a-z]+):#([0-9a-f]{6}|[0-9a-f]{3})[;}]/)
        {
            colours[String(match.1)] = Self.luminance(String(match.2))
        }
        let paper = try #require(colours["paper"])
        for name in ["ink", "muted", "link", "good", "note", "bad"] {
            #expect(Self.ratio(try #require(colours[name]), paper) >= 4.5, "\(scheme) \(name)")
        }
        for fill in Fills.allCases {
            #expect(
                Self.ratio(try #require(colours[fill.rawValue]), paper) >= 3, "\(scheme) \(fill.rawValue)")
        }
    }

    // Source: https://www.w3.org/TR/WCAG21/#dfn-relative-luminance
    private static func luminance(_ hex: String) -> Double {
        let digits = hex.count == 3 ? hex.map { "\($0)\($0)" }.joined() : hex
        let channels = [0, 2, 4].map { start -> Double in
            let value = Double(Int(digits.dropFirst(start).prefix(2), radix: 16) ?? 0) / 255
            return value <= 0.04045 ? value / 12.92 : power((value + 0.055) / 1.055)
        }
        return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
    }

    private static func power(_ base: Double) -> Double { pow(base, 2.4) }

    private static func ratio(_ one: Double, _ other: Double) -> Double {
        (max(one, other) + 0.05) / (min(one, other) + 0.05)
    }
}

extension String {
    fileprivate func components(separatedBy separator: String) -> [Substring] {
        split(separator: separator, omittingEmptySubsequences: false)
    }
}
