// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// White space as HTML has it: a run of it is one blank, none at the ends of a line; a no-break space is a blank
/// that stays.
enum InlineSpace {
    // Blanks that may collapse are marked by the line feed, which no text of a line holds otherwise, until the
    // whole line is known.
    private static let soft: Unicode.Scalar = "\n"

    /// Text of a fragment, its runs of white space marked until `collapsed` sees the whole line.
    static func marked(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case " ", "\t", "\n", "\r", "\u{0C}":
                if result.last != soft { result.append(soft) }
            case "\u{A0}": result.append(" ")
            case "\u{200B}", "\u{FEFF}": continue
            default: result.append(scalar)
            }
        }
        return String(result)
    }

    /// Code as it stands, with blanks for the no-break spaces that editors indent with.
    static func code(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where scalar != "\r" && scalar != "\u{200B}" {
            result.append(scalar == "\u{A0}" ? " " : scalar)
        }
        return String(result)
    }

    /// The parts of a whole line without the blanks that HTML does not show, nothing if only blanks are left.
    static func collapsed(_ inlines: [RichText.Inline]) -> [RichText.Inline] {
        var line = SpaceLine()
        let parts = line.collapsed(inlines)
        return trimmedEnd(InlineText.trimmed(merged(parts)))
    }

    private static func merged(_ inlines: [RichText.Inline]) -> [RichText.Inline] {
        var run = [RichText.Inline]()
        for part in inlines {
            if case .text(let more) = part, case .text(let text)? = run.last {
                run[run.count - 1] = .text(text + more)
            } else {
                run.append(part)
            }
        }
        return run
    }

    private static func trimmedEnd(_ inlines: [RichText.Inline]) -> [RichText.Inline] {
        var inlines = inlines
        while let last = inlines.last {
            if last == .lineBreak {
                inlines.removeLast()
                continue
            }
            guard case .text(let text) = last else { break }
            let kept = text.reversed().drop { $0 == " " }.reversed()
            if kept.isEmpty {
                inlines.removeLast()
                continue
            }
            inlines[inlines.count - 1] = .text(String(kept))
            break
        }
        while case .text(let text)? = inlines.first {
            let kept = text.drop { $0 == " " }
            guard kept.isEmpty else {
                inlines[0] = .text(String(kept))
                break
            }
            inlines.removeFirst()
            while inlines.first == .lineBreak { inlines.removeFirst() }
        }
        return inlines
    }
}

/// Walks along one line and drops the blanks that follow another or begin a line.
private struct SpaceLine {
    private var followsSpace = true

    mutating func collapsed(_ inlines: [RichText.Inline]) -> [RichText.Inline] {
        inlines.compactMap { collapsed($0) }
    }

    private mutating func collapsed(_ inline: RichText.Inline) -> RichText.Inline? {
        switch inline {
        case .text(let text):
            let kept = collapsed(text)
            return kept.isEmpty ? nil : .text(kept)
        case .lineBreak:
            followsSpace = true
            return inline
        case .strong(let inner): return wrapped(inner) { .strong($0) }
        case .emphasis(let inner): return wrapped(inner) { .emphasis($0) }
        case .underline(let inner): return wrapped(inner) { .underline($0) }
        case .strike(let inner): return wrapped(inner) { .strike($0) }
        case .colour(let colour, let inner): return wrapped(inner) { .colour(colour, $0) }
        case .link(let url, let inner): return wrapped(inner) { .link(url: url, $0) }
        default:
            followsSpace = false
            return inline
        }
    }

    private mutating func wrapped(
        _ inner: [RichText.Inline], _ wrap: ([RichText.Inline]) -> RichText.Inline
    ) -> RichText.Inline? {
        let kept = collapsed(inner)
        return kept.isEmpty ? nil : wrap(kept)
    }

    private mutating func collapsed(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if scalar == "\n" {
                if !followsSpace { result.append(" ") }
                followsSpace = true
            } else {
                result.append(scalar)
                followsSpace = false
            }
        }
        return String(result)
    }
}

extension StringProtocol {
    /// The text without blanks and line breaks at both ends.
    var trimmingBlanks: String {
        let isBlank = { (character: Character) in character.isWhitespace }
        return String(drop(while: isBlank).reversed().drop(while: isBlank).reversed())
    }
}
