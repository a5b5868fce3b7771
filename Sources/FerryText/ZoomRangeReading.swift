// SPDX-License-Identifier: Apache-2.0

/// One of the ways in which the positions of a message can be meant.
///
/// Zoom does not say whether it counts UTF-16 units or code points, and its examples give the last position of a
/// mention as the one of its last character, of formats sometimes as the one behind. So each message is read in all
/// four ways, and the way in which the stretches cut the fewest words and characters counts. Where two are alike,
/// UTF-16 and the last position included, as most of Zoom's clients count and its documentation shows.
struct ZoomRangeReading {
    let isUTF16: Bool
    let includesEnd: Bool

    /// In the order in which they are preferred.
    static let all = [true, false].flatMap { isUTF16 in
        [true, false].map { ZoomRangeReading(isUTF16: isUTF16, includesEnd: $0) }
    }

    /// The stretches of a text in code points, each `nil` when it lies outside the text.
    static func best(_ ranges: [ZoomRange], in text: ZoomText) -> [Range<Int>?] {
        var best: (score: Int, stretches: [Range<Int>?])?
        for reading in all {
            let stretches = ranges.map { reading.stretch($0, in: text) }
            let score = stretches.reduce(0) { $0 + ($1.map { text.score($0) } ?? -8) }
            if best.map({ score > $0.score }) ?? true { best = (score, stretches) }
        }
        return best?.stretches ?? []
    }

    private func stretch(_ range: ZoomRange, in text: ZoomText) -> Range<Int>? {
        let end = range.end &+ (includesEnd ? 1 : 0)
        guard range.start >= 0, end > range.start else { return nil }
        guard isUTF16 else { return end <= text.scalars.count ? range.start..<end : nil }
        guard end < text.ofUTF16.count else { return nil }
        let (start, stop) = (text.ofUTF16[range.start], text.ofUTF16[end])
        // Inside a pair of surrogates there is no position.
        guard start >= 0, stop > start else { return nil }
        return start..<stop
    }
}

/// A text by its code points.
struct ZoomText {
    let scalars: [Unicode.Scalar]
    private let whole: String.UnicodeScalarView
    /// Where each code point begins, and the end.
    private let starts: [String.Index]
    /// The position among the code points of each position in UTF-16; -1 inside a pair of surrogates.
    let ofUTF16: [Int]
    /// Whether a character begins at a position; the last one is the end.
    private let isBoundary: [Bool]

    init(_ text: String) {
        whole = text.unicodeScalars
        scalars = Array(whole)
        starts = whole.indices + [whole.endIndex]
        var positions: [Int] = []
        for (index, scalar) in scalars.enumerated() {
            positions.append(index)
            if scalar.value > 0xFFFF { positions.append(-1) }
        }
        positions.append(scalars.count)
        ofUTF16 = positions
        var isBoundary = [Bool](repeating: false, count: scalars.count + 1)
        isBoundary[0] = true
        var position = 0
        for character in text {
            position += character.unicodeScalars.count
            isBoundary[position] = true
        }
        self.isBoundary = isBoundary
    }

    /// How sensible a stretch is: one that cuts no word and no character and has no blank at its ends is best.
    func score(_ stretch: Range<Int>) -> Int {
        var score = 0
        for edge in [stretch.lowerBound, stretch.upperBound] {
            if !isBoundary[edge] { score -= 4 }
            if edge > 0, edge < scalars.count, isWord(edge - 1), isWord(edge) { score -= 2 }
        }
        if isBlank(stretch.lowerBound) { score -= 1 }
        if isBlank(stretch.upperBound - 1) { score -= 1 }
        return score
    }

    /// The code points of a stretch as a text.
    func text(_ stretch: Range<Int>) -> String {
        String(whole[starts[stretch.lowerBound]..<starts[stretch.upperBound]])
    }

    private func isWord(_ position: Int) -> Bool {
        let properties = scalars[position].properties
        return properties.isAlphabetic || properties.numericType != nil
    }

    private func isBlank(_ position: Int) -> Bool { scalars[position].properties.isWhitespace }
}
