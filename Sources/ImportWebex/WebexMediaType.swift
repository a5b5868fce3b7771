// SPDX-License-Identifier: Apache-2.0

/// The media types of files, where no tool states them.
enum WebexMediaType {
    /// The type that a file's name promises; empty when it promises none that clients show.
    static func named(_ name: String) -> String {
        guard let dot = name.lastIndex(of: ".") else { return "" }
        return byEnding[name[name.index(after: dot)...].lowercased()] ?? ""
    }

    /// The type of a picture or sound by its first bytes; empty for others.
    static func of(_ bytes: [UInt8]) -> String {
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) { return "image/png" }
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
        if bytes.starts(with: Array("GIF8".utf8)) { return "image/gif" }
        if bytes.starts(with: Array("OggS".utf8)) { return "audio/ogg" }
        if bytes.starts(with: Array("ID3".utf8)) { return "audio/mpeg" }
        if bytes.dropFirst(4).starts(with: Array("ftypM4A".utf8)) { return "audio/mp4" }
        guard bytes.starts(with: Array("RIFF".utf8)) else { return "" }
        if bytes.dropFirst(8).starts(with: Array("WEBP".utf8)) { return "image/webp" }
        return bytes.dropFirst(8).starts(with: Array("WAVE".utf8)) ? "audio/wav" : ""
    }

    private static let byEnding = [
        "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif",
        "webp": "image/webp", "bmp": "image/bmp", "heic": "image/heic", "avif": "image/avif",
        "tif": "image/tiff", "tiff": "image/tiff", "svg": "image/svg+xml", "mp4": "video/mp4",
        "mov": "video/quicktime", "webm": "video/webm", "mp3": "audio/mpeg", "m4a": "audio/mp4",
        "wav": "audio/wav", "ogg": "audio/ogg", "opus": "audio/ogg", "pdf": "application/pdf",
        "txt": "text/plain", "csv": "text/csv", "json": "application/json", "zip": "application/zip",
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "odt": "application/vnd.oasis.opendocument.text",
        "ods": "application/vnd.oasis.opendocument.spreadsheet",
    ]
}
