// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// Collects the parts of a line; text that stands side by side becomes one part.
struct InlineRun {
    private(set) var inlines: [RichText.Inline] = []

    /// Adds text, its line breaks as parts of their own, without secrets.
    mutating func append(text: String) {
        guard !text.isEmpty else { return }
        append(InlineText.inlines(SlackSecrets.stripped(text)))
    }

    /// Adds parts.
    mutating func append(_ parts: [RichText.Inline]) {
        for part in parts {
            if case .text(let more) = part, case .text(let text)? = inlines.last {
                inlines[inlines.count - 1] = .text(text + more)
            } else {
                inlines.append(part)
            }
        }
    }
}
