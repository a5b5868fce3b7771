// SPDX-License-Identifier: Apache-2.0
import FerryArchive
import FerryModel

extension HostileTarget {
    /// The same events, whatever the chunks; elements balance in a file that is read to its end.
    static let xml = HostileTarget("xml") { input in
        var input = InputBytes(input)
        let seed = input.byte()
        let bytes = input.bytes
        let whole = read([bytes[...]])
        let pieces = read(InputBytes.pieces(bytes, seed: seed))
        try promise(whole.events == pieces.events, "the events depend on the chunks")
        try promise(isSame(whole.error, pieces.error), "the error depends on the chunks")
        // Where the parser gives up, the cleaner before it is some bytes ahead.
        try promise(
            whole.error != nil || whole.repaired == pieces.repaired, "the repairs depend on the chunks")
        var open: [String] = []
        for event in whole.events {
            switch event {
            case .start(let name, _, _): open.append(name)
            case .end(let name): try promise(open.popLast() == name, "an end without its start")
            case .text(let text, _): try promise(!text.utf8.contains(0), "NUL in a text")
            }
        }
        try promise(whole.error != nil || open.isEmpty, "a file read to its end leaves elements open")
    }

    /// Whether two readings were refused for the same reason, or neither was.
    ///
    /// In a quote without end that holds a `<` and a `>`, libxml2 tries to read the tag at once, or when more is there, by
    /// where the pieces end. No well-formed file has such a quote, and it is refused either way: for that, or for what
    /// comes behind it.
    private static func isSame(_ one: XMLError?, _ other: XMLError?) -> Bool {
        switch (one?.reason, other?.reason) {
        case (.malformed, .some), (.some, .malformed): true
        case (let one, let other): one == other
        }
    }

    private static func read(_ pieces: [ArraySlice<UInt8>])
        -> (events: [XMLEvent], error: XMLError?, repaired: Int)
    {
        var events: [XMLEvent] = []
        let stream = XMLStream { events.append($0) }
        do {
            for piece in pieces { try piece.withUnsafeBytes { try stream.feed($0) } }
            try stream.finish()
        } catch { return (events, error as? XMLError, stream.repaired) }
        return (events, nil, stream.repaired)
    }
}
