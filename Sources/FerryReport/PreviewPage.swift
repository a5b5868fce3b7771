// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
public import FerryStore

/// A page that shows how rooms will look: the ends of their timelines, as a client would draw them.
///
/// It holds what people wrote, unlike every other report, and is only made when somebody asks for it.
public struct PreviewPage: Sendable {
    /// The file in the folder of reports.
    public static let file = "preview.html"

    let previews: [Store.Preview]
    let words: Wording

    /// A page with these rooms, in this order.
    public init(_ previews: [Store.Preview], in language: ReportLanguage = .english) {
        self.previews = previews
        words = Wording(language: language)
    }

    private static func name(_ preview: Store.Preview) -> String {
        PageText.shortened(preview.name.isEmpty ? preview.key : preview.name)
    }

    private static func origin(_ preview: Store.Preview) -> String {
        let parts = preview.key.split(separator: ":", omittingEmptySubsequences: false)
        return PageText.shortened((parts.prefix(2) + parts.suffix(1)).joined(separator: " "))
    }

    /// The page, self-contained.
    public var html: String {
        let names = Dictionary(previews.map { (Self.name($0), 1) }, uniquingKeysWith: +)
        return Page(
            words: words, kind: .previewKind, title: words(.previewTitle), tone: .note,
            label: words(.previewLabel), verdict: words(.previewCaution), purpose: words(.previewPurpose),
            sections: previews.enumerated().map { index, preview in
                // Rooms of one name are told apart by where they come from.
                let isAlone = names[Self.name(preview)] == 1
                return Page.Section(
                    id: "room-\(index + 1)",
                    title: Self.name(preview) + (isAlone ? "" : " (\(Self.origin(preview)))"),
                    body: PreviewTimeline(preview, words: words).html)
            }
        ).html
    }
}
