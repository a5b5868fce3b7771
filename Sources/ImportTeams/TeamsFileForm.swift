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
            let envelope = TeamsEnvelope(bytes[first...])
            let isSmall = (size ?? .max) <= Self.wholeSize
            let isWhole = envelope.id != nil && isSmall
            path = isWhole ? .lines : envelope.arrayKey.map { .array(underKey: $0) } ?? .lines
            context = envelope.context
            owner = isWhole ? nil : envelope.id
            isBundle = isSmall && envelope.arrayKey?.lowercased() == "messages"
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

/// The members of an object that stand before its array of elements.
private struct TeamsEnvelope {
    /// The key of an array that holds elements; `nil` when there is none among the first bytes.
    private(set) var arrayKey: String?
    private(set) var context = ""
    /// The id of the object, where it stands before the array: a chat or channel with its messages.
    private(set) var id: String?

    init(_ bytes: ArraySlice<UInt8>) {
        var depth = 0
        var index = bytes.startIndex
        var key: String?
        while index < bytes.endIndex {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\"") {
                guard let end = Self.end(ofStringAt: index, in: bytes) else { return }
                if depth == 1 {
                    let text = (try? JSONDocument(parsing: bytes[index...end]))?.root.string ?? ""
                    if key?.lowercased() == "@odata.context" { context = text }
                    if key?.lowercased() == "id" { id = text }
                    // A text behind a colon is a value, and the next text is a key again.
                    key = key == nil ? text : nil
                }
                index = end + 1
                continue
            }
            switch byte {
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                let isArray = byte == UInt8(ascii: "[")
                if depth == 1, isArray, let name = key, ["value", "messages"].contains(name.lowercased()) {
                    arrayKey = name
                    return
                }
                depth += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                depth -= 1
                if depth == 0 { return }
            case UInt8(ascii: ","): if depth == 1 { key = nil }
            default: break
            }
            index += 1
        }
    }

    private static func end(ofStringAt start: Int, in bytes: ArraySlice<UInt8>) -> Int? {
        var index = start + 1
        while index < bytes.endIndex {
            if bytes[index] == UInt8(ascii: "\\") {
                index += 2
            } else if bytes[index] == UInt8(ascii: "\"") {
                return index
            } else {
                index += 1
            }
        }
        return nil
    }
}
