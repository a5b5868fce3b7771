// SPDX-License-Identifier: Apache-2.0

/// The fills of charts. Each differs from its neighbours by pattern as well as by colour.
enum Fills: String, CaseIterable {
    case whole
    case hurt
    case lost
    case open

    /// The fills of stacked series, in order; after the last one they begin again.
    static let series = ["s0", "s1", "s2", "s3", "s4", "s5"]

    /// What a shape's `fill` attribute says.
    var reference: String { "url(#\(rawValue))" }

    /// The patterns, once on a page.
    static let definitions: HTML = """
        <svg class="definitions" width="0" height="0" aria-hidden="true" focusable="false"><defs>
        \(pattern("whole", ink: .empty))
        \(pattern("hurt", ink: stripes))
        \(pattern("lost", ink: dots))
        \(pattern("open", ink: .empty))
        \(pattern("s0", ink: .empty))
        \(pattern("s1", ink: stripes))
        \(pattern("s2", ink: dots))
        \(pattern("s3", ink: .empty))
        \(pattern("s4", ink: stripes))
        \(pattern("s5", ink: dots))
        </defs></svg>
        """

    private static func pattern(_ id: String, ink: HTML) -> HTML {
        """
        <pattern id="\(id)" width="6" height="6" patternUnits="userSpaceOnUse">\
        <rect class="\(id)" width="6" height="6"/>\(ink)</pattern>
        """
    }

    private static let stripes: HTML =
        "<path class=\"ink\" d=\"M-1 1 1 -1M-1 7 7 -1M5 7 7 5\" fill=\"none\"/>"

    private static let dots: HTML = "<circle class=\"dot\" cx=\"3\" cy=\"3\" r=\"1.2\"/>"
}
