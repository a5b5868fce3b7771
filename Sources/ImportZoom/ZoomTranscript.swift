// SPDX-License-Identifier: Apache-2.0

/// A transcript in WebVTT, as Zoom writes it: who said what, and when since the recording began.
/// Source: https://www.w3.org/TR/webvtt1/
struct ZoomTranscript {
    /// What somebody said without a longer pause.
    struct Speech: Hashable {
        /// Empty where the transcript does not say.
        var speaker: String
        /// Milliseconds since the recording began.
        var start: Int64
        var end: Int64
        var text: String
    }

    private(set) var speeches: [Speech] = []
    /// The lines of cues whose times cannot be read, and of what belongs to no cue.
    private(set) var brokenLines: [Int] = []

    /// A pause that begins a new speech, in milliseconds.
    private static let pause: Int64 = 15_000
    /// Characters after which a new speech begins.
    private static let length = 1_500

    /// Whether a text is WebVTT.
    static func isTranscript(_ text: String) -> Bool {
        let bare = text.hasPrefix("\u{FEFF}") ? text.dropFirst() : text[...]
        guard bare.hasPrefix("WEBVTT") else { return false }
        return bare.dropFirst(6).first.map { $0.isWhitespace } ?? true
    }

    /// Reads the text of a file.
    init(_ text: String) {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        var index = 0
        while index < lines.count {
            guard lines[index].contains("-->") else {
                let start = index
                index += Self.block(lines[index...])
                let isCue = index < lines.count && lines[index].contains("-->")
                // What stands before a cue is its identifier.
                if index > start, !isCue, !Self.isBesides(lines[start], isFirst: start == 0) {
                    brokenLines.append(start + 1)
                }
                if index == start { index += 1 }
                continue
            }
            let times = Self.times(lines[index])
            if times == nil { brokenLines.append(index + 1) }
            index += 1
            var payload: [Substring] = []
            while index < lines.count, !lines[index].allSatisfy(\.isWhitespace), !lines[index].contains("-->")
            {
                payload.append(lines[index])
                index += 1
            }
            if let times { add(payload.joined(separator: " "), times) }
        }
    }

    /// How many lines follow each other without a blank one and without the times of a cue.
    private static func block(_ lines: ArraySlice<Substring>) -> Int {
        lines.prefix { !$0.allSatisfy(\.isWhitespace) && !$0.contains("-->") }.count
    }

    // WebVTT section 4.1: the head of the file, comments, styles and regions.
    private static func isBesides(_ line: Substring, isFirst: Bool) -> Bool {
        isFirst || line.hasPrefix("NOTE") || line.hasPrefix("STYLE") || line.hasPrefix("REGION")
    }

    private mutating func add(_ payload: String, _ times: (start: Int64, end: Int64)) {
        let (speaker, text) = Self.speaker(payload)
        guard !text.isEmpty else { return }
        if let last = speeches.last, last.speaker == speaker || speaker.isEmpty,
            times.start - last.end < Self.pause,
            last.text.utf8.count + text.utf8.count < Self.length
        {
            speeches[speeches.count - 1].text += " " + text
            speeches[speeches.count - 1].end = times.end
        } else {
            speeches.append(Speech(speaker: speaker, start: times.start, end: times.end, text: text))
        }
    }

    // `Name: text`, `<v Name>text</v>`
    private static func speaker(_ payload: String) -> (String, String) {
        var name = ""
        var text = payload
        if let open = payload.firstRange(of: "<v"),
            let close = payload[open.upperBound...].firstIndex(of: ">")
        {
            name = payload[open.upperBound..<close].drop { $0 != " " }.trimmedBlanks
            text = String(payload[payload.index(after: close)...])
        }
        text = withoutTags(text)
        if name.isEmpty, let colon = text.firstRange(of: ": "), text[..<colon.lowerBound].count <= 64,
            !text[..<colon.lowerBound].contains(where: { ".?!,;".contains($0) && $0 != "." })
        {
            name = text[..<colon.lowerBound].trimmedBlanks
            text = String(text[colon.upperBound...])
        }
        return (name, text.trimmedBlanks)
    }

    private static func withoutTags(_ text: String) -> String {
        var result = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "<") {
            guard let close = rest[open...].firstIndex(of: ">") else { break }
            let isTag =
                rest[rest.index(after: open)...].first.map { $0.isLetter || $0 == "/" || $0.isNumber }
                ?? false
            result += rest[..<open]
            if !isTag { result += rest[open...close] }
            rest = rest[rest.index(after: close)...]
        }
        result += rest
        for (code, character) in [("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "), ("&amp;", "&")] {
            result = result.split(separator: code, omittingEmptySubsequences: false).joined(
                separator: character)
        }
        return result
    }

    private static func times(_ line: Substring) -> (start: Int64, end: Int64)? {
        guard let arrow = line.firstRange(of: "-->"),
            let start = milliseconds(line[..<arrow.lowerBound].trimmedBlanks),
            let end = milliseconds(
                String(line[arrow.upperBound...].trimmedBlanks.prefix { !$0.isWhitespace }))
        else { return nil }
        return (start, max(start, end))
    }

    // `01:02:03.456` or `02:03.456`
    private static func milliseconds(_ text: String) -> Int64? {
        let halves = text.split(whereSeparator: { $0 == "." || $0 == "," })
        guard halves.count == 2, halves[1].count == 3, let fraction = Int64(halves[1]) else { return nil }
        let parts = halves[0].split(separator: ":").map { Int64($0) }
        guard (2...3).contains(parts.count),
            !parts.contains(where: { $0 == nil || $0.map { $0 < 0 || $0 > 9999 } ?? true })
        else { return nil }
        return parts.reduce(0) { $0 * 60 + ($1 ?? 0) } * 1000 + fraction
    }
}
