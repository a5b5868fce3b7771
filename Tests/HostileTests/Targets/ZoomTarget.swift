// SPDX-License-Identifier: Apache-2.0
import FerryModel

@testable import ImportZoom

extension HostileTarget {
    /// Saved chats, transcripts, tables, times and zones as Zoom and its host write them: anything is read, or is
    /// nothing; rows do not depend on the chunks.
    static let zoomText = HostileTarget("zoom-text") { input in
        var input = InputBytes(input)
        let choice = input.byte()
        switch choice % 7 {
        case 0:
            let text = ZoomTextFile.text(input.bytes)
            let chat = ZoomChatFile(text)
            for entry in chat.entries { _ = chat.audience(of: entry) }
            _ = ZoomChatFile.isChat(text)
        case 1:
            let text = ZoomTextFile.text(input.bytes)
            _ = ZoomTranscript.isTranscript(text)
            let transcript = ZoomTranscript(text)
            try promise(transcript.speeches.count <= text.count, "more speeches than text")
        case 2:
            let seed = input.byte()
            let bytes = input.bytes
            let whole = try rows([bytes[...]])
            let pieces = try rows(InputBytes.pieces(bytes, seed: seed))
            try promise(whole == pieces, "the rows depend on the chunks")
        case 3:
            _ = (TableTime(input.text, dayFirst: true), TableTime(input.text, dayFirst: false))
            _ = TableTime.tellsDayFirst(input.text)
        case 4:
            _ = (MeetingDate(input.text), MeetingDate.leading(input.text), MeetingDate.leadingGMT(input.text))
            _ = (ZoomMoment.iso(input.text), ZoomMoment.parts(input.text))
        case 5:
            _ = Base64Text.decoded(input.text)
            if let rule = ZoneRule(input.text) {
                for seconds in [Int64(0), 1_700_000_000, -1, 253_402_300_799] {
                    _ = rule.offset(atUTC: seconds)
                }
            }
        default:
            var file = ZoneFile(input.bytes)
            guard let content = file.content() else { return }
            try promise(
                content.offsets.count == content.transitions.count + 1, "a transition without an offset")
        }
    }

    private struct Row: Equatable {
        var line: Int
        var fields: [String]?
    }

    private static func rows(_ pieces: [ArraySlice<UInt8>]) throws -> [Row] {
        var rows = TableRows(limit: 4096)
        var found: [Row] = []
        for piece in pieces { try rows.feed(piece) { found.append(Row(line: $0, fields: $1)) } }
        try rows.finish { found.append(Row(line: $0, fields: $1)) }
        return found
    }
}
