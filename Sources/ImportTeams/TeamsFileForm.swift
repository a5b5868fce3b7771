// SPDX-License-Identifier: Apache-2.0
internal import FerryJSON
internal import FerryText

/// How a JSON file is written, as its first bytes show.
struct TeamsFileForm {
    /// How many bytes the form is found out from.
    static let sampleSize = 64 << 10

    enum Encoding {
        case utf8
        case utf16(bigEndian: Bool)
    }

    let encoding: Encoding
    /// Where the elements are.
    let path: SplitPath
    /// What Graph says about an answer, `https://graph.microsoft.com/v1.0/$metadata#chats('19%3A…')/messages`.
    let context: String
    /// The id of the chat or channel that the whole file is, where it is too large to be read as one element.
    let owner: String?
    /// Whether what stands beside the array may be worth reading, and the file is small enough for it.
    let isBundle: Bool

    /// Up to this size a file may be one element.
    static let wholeSize: Int64 = 32 << 20

    /// Looks at the first bytes of a file of a size; `nil` when they begin no JSON array or object.
    init?(_ sample: [UInt8], size: Int64?) {
        encoding = Self.encoding(sample)
        var bytes = sample
        if case .utf16(let bigEndian) = encoding {
            var transcoder = UTF16Transcoder(bigEndian: bigEndian)
            bytes = sample.withUnsafeBytes { transcoder.feed($0) }
        }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        guard let first = bytes.firstIndex(where: { ![9, 10, 13, 32].contains($0) }) else { return nil }
        switch bytes[first] {
        case UInt8(ascii: "["):
            path = .topLevelArray
            context = ""
            owner = nil
            isBundle = false
        case UInt8(ascii: "{"):
            let head = JSONObjectHead(bytes[first...]) { ["value", "messages"].contains($0.lowercased()) }
            // A chat or channel with its messages has its id before them.
            let id = head.members?.member(inAnyCase: "id")?.string
            let isSmall = (size ?? .max) <= Self.wholeSize
            let isWhole = id != nil && isSmall
            path = isWhole ? .lines : head.arrayKey.map { .array(underKey: $0) } ?? .lines
            context = head.members?.member(inAnyCase: "@odata.context")?.string ?? ""
            owner = isWhole ? nil : id
            isBundle = isSmall && head.arrayKey?.lowercased() == "messages"
        default: return nil
        }
    }

    /// What turns the file's bytes into UTF-8; `nil` where they are.
    var transcoder: UTF16Transcoder? {
        if case .utf16(let bigEndian) = encoding { return UTF16Transcoder(bigEndian: bigEndian) }
        return nil
    }

    private static func encoding(_ sample: [UInt8]) -> Encoding {
        if sample.starts(with: [0xFF, 0xFE]) { return .utf16(bigEndian: false) }
        if sample.starts(with: [0xFE, 0xFF]) { return .utf16(bigEndian: true) }
        guard sample.count >= 2 else { return .utf8 }
        // JSON begins with an ASCII character, whose other byte is zero.
        if sample[1] == 0, sample[0] != 0 { return .utf16(bigEndian: false) }
        if sample[0] == 0, sample[1] != 0 { return .utf16(bigEndian: true) }
        return .utf8
    }
}
