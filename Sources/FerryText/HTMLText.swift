// SPDX-License-Identifier: Apache-2.0
public import FerryModel

/// HTML of no source in particular.
public enum HTMLText {
    /// The text of a fragment with its meaning.
    public static func read(_ html: String, limits: HTMLLimits = .init()) -> RichText {
        if let text = PlainFragment.read(html) { return text }
        var reader = HTMLReader(PlainHTML())
        return reader.read(HTMLFragment(html, limits: limits).nodes)
    }

    /// What a fragment says, without its form.
    public static func plain(_ html: String, limits: HTMLLimits = .init()) -> String {
        InlineText.plain(BlockLines.inlines(read(html, limits: limits).blocks))
    }

    static func blocks(_ html: String) -> [RichText.Block] { read(html).blocks }
}
