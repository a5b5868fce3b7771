// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

extension RichText {
    /// Takes the pictures out behind which no text follows, with the blanks around them; gives them in their order.
    mutating func takeTrailingImages() -> [AttachmentKey] {
        var taken: [AttachmentKey] = []
        while let last = blocks.last, case .paragraph(var inlines) = last {
            let rest = Self.text(before: &inlines, taken: &taken)
            blocks.removeLast()
            if rest {
                blocks.append(.paragraph(inlines))
                break
            }
        }
        return taken.reversed()
    }

    // Whether anything is left; without a picture at the end, all is left as it was.
    private static func text(before inlines: inout [Inline], taken: inout [AttachmentKey]) -> Bool {
        var kept = inlines
        var found: [AttachmentKey] = []
        loop: while let last = kept.last {
            switch last {
            case .image(let key, _): found.append(key)
            case .lineBreak: break
            case .text(let text) where text.allSatisfy(\.isWhitespace): break
            default: break loop
            }
            kept.removeLast()
        }
        if !found.isEmpty || kept.isEmpty { inlines = kept }
        taken += found
        return !kept.isEmpty
    }
}
