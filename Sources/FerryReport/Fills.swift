// SPDX-License-Identifier: Apache-2.0

/// The fills of charts. Each differs from its neighbours by pattern as well as by colour.
enum Fills: String, CaseIterable {
    case whole
    case hurt
    case lost
    case open
    case first
    case second
    case third
    case fourth
    case fifth
    case sixth

    private static let stacked: [Fills] = [.first, .second, .third, .fourth, .fifth, .sixth]

    /// The fill of a stacked series; after the last one they begin again.
    static func series(_ index: Int) -> Fills { stacked[index % stacked.count] }

    /// The attribute of a shape that has this fill.
    var attribute: HTML { ink.markup.isEmpty ? solid : "fill=\"url(#fill-\(rawValue))\"" }

    /// The attribute of a shape that is too small for a pattern.
    var solid: HTML { "class=\"\(rawValue)\"" }

    /// The patterns, once on a page. Fills without a pattern need none: tiles of one colour would show seams.
    static let definitions: HTML = """
        <svg class="definitions" width="0" height="0" aria-hidden="true" focusable="false"><defs>
        \(allCases.filter { !$0.ink.markup.isEmpty }.map(\.definition))</defs></svg>
        """

    private var definition: HTML {
        """
        <pattern id="fill-\(rawValue)" width="6" height="6" patternUnits="userSpaceOnUse">\
        <rect class="\(rawValue)" width="6" height="6"/>\(ink)</pattern>

        """
    }

    private var ink: HTML {
        switch self {
        case .whole, .open, .first, .fourth: .empty
        case .hurt, .second, .fifth: "<path class=\"ink\" d=\"M-1 1 1 -1M-1 7 7 -1M5 7 7 5\"/>"
        case .lost, .third, .sixth: "<circle class=\"dot\" cx=\"3\" cy=\"3\" r=\"1.2\"/>"
        }
    }
}
