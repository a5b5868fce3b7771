// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive
internal import FerryJSON
internal import FerryModel

/// A file that came with a message, as far as an archive knows it.
struct WebexFile {
    /// Its id within the message.
    var id: String
    /// The name as people know it, empty where nothing states it.
    var name = ""
    var mediaType = ""
    var size: Int64?
    /// Where its bytes are; `nil` when they are not, or when nobody can say which ones they are.
    var entry: ArchiveEntry?
    /// Why there are no bytes.
    var problem = WebexFileProblem.notInArchive
}

/// Why a file has no bytes.
enum WebexFileProblem: String {
    case notInArchive = "webex.file.not-in-archive"
    case gone = "webex.file.gone"
    case overwritten = "webex.file.overwritten"
    case differs = "webex.file.size-differs"
    case vanished = "webex.file.vanished"
    case nameUnknown = "webex.file.name-unknown"

    /// The problem in words.
    var reason: String {
        switch self {
        case .notInArchive: "the file was not downloaded"
        case .gone: "the file had been deleted before the archive was made"
        case .overwritten:
            "the tool saved several files under this name over each other, and nothing tells which one is left"
        case .differs: "the file in the archive has not the number of bytes that the tool wrote down for it"
        case .vanished: "the tool left out files of this message that it could not download"
        case .nameUnknown:
            "the transcript that says which file is which is missing or does not fit the messages"
        }
    }
}

/// Finds the files of messages; each tool has its own way to name them.
protocol WebexFileFinder {
    /// The files of a message, in the order of its list.
    func files(of message: String, _ list: [JSONElement]) -> [WebexFile]
}

/// The address of a file, `https://webexapis.com/v1/contents/Y2lz…`.
enum WebexContentAddress {
    /// The id in an address: `<message>/<number>` as Webex makes them; `nil` for other addresses.
    static func id(_ url: String?) -> String? {
        guard let url, let part = part(of: url), let id = WebexId(part), id.kind == "CONTENT" else {
            return nil
        }
        return id.value
    }

    private static let mark = Array("/contents/".utf8)

    // What stands behind the mark, up to the next slash or question mark.
    private static func part(of url: String) -> String? {
        // Searching among characters takes many times longer than among bytes, and addresses have no others.
        guard url.utf8.allSatisfy({ $0 < 0x80 }) else {
            guard let mark = url.firstRange(of: "/contents/") else { return nil }
            return String(url[mark.upperBound...].prefix { $0 != "/" && $0 != "?" })
        }
        var rest = url.utf8[...]
        while let slash = rest.firstIndex(of: UInt8(ascii: "/")) {
            rest = rest[slash...]
            guard !rest.starts(with: mark) else {
                let part = rest.dropFirst(mark.count).prefix {
                    $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?")
                }
                return String(Substring(part))
            }
            rest = rest.dropFirst()
        }
        return nil
    }

    /// The id of a file within its message: the number in its address, the same for each tool; its place in the
    /// list where the address is gone.
    static func fileId(_ url: String?, of message: String, at index: Int) -> String {
        fileId(known: id(url), of: message, at: index)
    }

    /// The same for an id that was taken out of its address.
    static func fileId(known id: String?, of message: String, at index: Int) -> String {
        guard let id else { return "\(index)" }
        let parts = id.split(separator: "/", maxSplits: 1)
        return parts.count == 2 && parts[0] == message ? String(parts[1]) : id
    }
}
