// SPDX-License-Identifier: Apache-2.0
import FerryImport
import FerryJSON
import FerryTestKit
import Testing

@testable import FerryReport

@Suite("Every language says the same")
struct WordingTests {
    private static func places(_ template: String) -> Set<String> {
        Set(
            template.split(separator: "{", omittingEmptySubsequences: false).dropFirst().map { field in
                String(field.prefix { $0 != "}" && $0 != ":" })
            })
    }

    @Test("a text names no value that the English text does not have", arguments: ReportWord.allCases)
    func places(_ word: ReportWord) {
        for language in ReportLanguage.allCases {
            let template = language.template(word)
            #expect(!template.isEmpty)
            #expect(template.count { $0 == "{" } == template.count { $0 == "}" })
            #expect(
                Self.places(template) == Self.places(word.english), "\(language.rawValue) \(word.rawValue)")
        }
    }

    @Test("the tables say what the files for translators say", arguments: ReportLanguage.allCases)
    func tables(_ language: ReportLanguage) throws {
        let texts = try JSONValue(
            parsing: try TestFile.text(Checkout.root + "/mappings/report" + "/\(language.rawValue).json"))
        #expect(texts.members.count == ReportWord.allCases.count)
        for word in ReportWord.allCases {
            #expect(language.template(word) == texts[word.rawValue]?.string, "run scripts/report-wording")
        }
    }

    @Test("the reasons of losses are those of the file for translators, and English has its own")
    func lossReasons() throws {
        let texts = try JSONValue(
            parsing: try TestFile.text(Checkout.root + "/mappings/report" + "/losses.json")
        ).members
        #expect(texts.count > 150)
        for (code, reasons) in texts {
            #expect(
                ReportLanguage.german.lossReason(code) == reasons["de"]?.string, "run scripts/report-wording")
            #expect(
                ReportLanguage.french.lossReason(code) == reasons["fr"]?.string, "run scripts/report-wording")
            #expect(ReportLanguage.english.lossReason(code) == nil)
        }
        #expect(ReportLanguage.german.lossReason("no.such-code") == nil)
    }

    @Test("French takes the singular for nothing, and its own spaces")
    func french() {
        let words = Wording(language: .french)
        #expect(words(.countSpaces, ["count": 0]) == "0 espace")
        #expect(words(.countSpaces, ["count": 1_200]) == "1\u{202F}200 espaces")
        #expect(words.figures.bytes(14_513) == "14,5\u{A0}ko")
    }

    @Test("French has a no-break space before its double marks, and its own apostrophe")
    func frenchMarks() throws {
        let losses = try JSONValue(
            parsing: try TestFile.text(Checkout.root + "/mappings/report" + "/losses.json")
        ).members
        let texts =
            ReportWord.allCases.map { ReportLanguage.french.template($0) }
            + losses.compactMap { $0.value["fr"]?.string }
        for text in texts {
            // The colon within a template belongs to the template.
            let said = text.replacing(/\{[a-z]+:/, with: "")
            #expect(!said.contains(/[^\u{202F}\u{A0}][;:!?](\s|$)/), "\(text)")
            #expect(!said.contains("'"), "\(text)")
        }
    }

    @Test("what layouts can never hold has its words in every language")
    func terms() throws {
        let texts = try JSONValue(
            parsing: try TestFile.text(Checkout.root + "/mappings/report" + "/terms.json")
        ).members
        for (term, words) in texts {
            #expect(ReportLanguage.german.term(term) == words["de"]?.string, "run scripts/report-wording")
            #expect(ReportLanguage.french.term(term) == words["fr"]?.string, "run scripts/report-wording")
        }
        for capability in Capability.allCases {
            #expect(ReportLanguage.german.term(capability.rawValue) != nil, "\(capability)")
            #expect(ReportLanguage.french.term(capability.rawValue) != nil, "\(capability)")
        }
        let words = Wording(language: .german)
        #expect(words.layoutName("packed mbox, Maildir") == "gepackte mbox, Maildir")
        #expect(words.layoutName("REST dump + webexcrawler") == "REST-Auszug + webexcrawler")
    }

    @Test("one and many have their own forms")
    func plurals() {
        let words = Wording(language: .english)
        #expect(words(.countSpaces, ["count": 1]) == "1 space")
        #expect(words(.countSpaces, ["count": 0]) == "0 spaces")
        #expect(words(.countSpaces, ["count": 1_200]) == "1,200 spaces")
    }

    @Test("a value with braces in it is not taken for a template")
    func braces() {
        #expect(
            Wording(language: .english)(.uploadTitle, ["migration": "{migration}"])
                == "Upload of the migration {migration}")
    }

    @Test("lists end with and")
    func lists() {
        #expect(Wording(language: .english).list(["a", "b", "c"]) == "a, b and c")
        #expect(Wording(language: .german).list(["a", "b"]) == "a und b")
        #expect(Wording(language: .german).list([]).isEmpty)
    }
}
