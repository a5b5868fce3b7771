// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive

/// The media types of files, where Teams does not state them: almost everywhere.
enum TeamsMediaType {
    /// The type that a file's name promises; empty when it promises none that clients show.
    static func named(_ name: String) -> String {
        guard let dot = name.lastIndex(of: ".") else { return "" }
        return byEnding[name[name.index(after: dot)...].lowercased()] ?? ""
    }

    /// The type of a picture by its first bytes, and the ending its name should have.
    static func picture(_ bytes: [UInt8]) -> (type: String, ending: String)? {
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) { return ("image/png", ".png") }
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return ("image/jpeg", ".jpg") }
        if bytes.starts(with: Array("GIF8".utf8)) { return ("image/gif", ".gif") }
        if bytes.starts(with: Array("RIFF".utf8)), bytes.dropFirst(8).starts(with: Array("WEBP".utf8)) {
            return ("image/webp", ".webp")
        }
        return nil
    }

    /// The first bytes of a file; none where it cannot be read.
    static func head(of entry: ArchiveEntry, in archive: Archive) -> [UInt8] {
        struct Enough: Error {}
        var head: [UInt8] = []
        // What is wrong with the file is stated where its bytes are taken.
        try? archive.read(entry) { chunk in
            head.append(contentsOf: chunk.prefix(16 - head.count))
            if head.count >= 16 { throw Enough() }
        }
        return head
    }

    private static let byEnding = [
        "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif",
        "webp": "image/webp",
        "bmp": "image/bmp", "svg": "image/svg+xml", "heic": "image/heic", "mp4": "video/mp4",
        "mov": "video/quicktime",
        "webm": "video/webm", "mp3": "audio/mpeg", "m4a": "audio/mp4", "wav": "audio/wav", "ogg": "audio/ogg",
        "pdf": "application/pdf", "txt": "text/plain", "csv": "text/csv", "json": "application/json",
        "zip": "application/zip",
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "odt": "application/vnd.oasis.opendocument.text",
        "ods": "application/vnd.oasis.opendocument.spreadsheet",
    ]
}
