// SPDX-License-Identifier: Apache-2.0
import FerryJSON
public import FerryModel
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

    /// The page, self-contained.
    public var html: String {
        Page(
            words: words, kind: .previewKind, title: words(.previewTitle), tone: .note,
            label: words(.previewLabel), verdict: words(.previewCaution), purpose: words(.previewPurpose),
            sections: previews.enumerated().map { index, preview in
                Page.Section(
                    id: "room-\(index + 1)", title: preview.name.isEmpty ? preview.key : preview.name,
                    body: PreviewTimeline(preview, words: words).html)
            }
        ).html
    }
}
