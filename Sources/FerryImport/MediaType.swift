// SPDX-License-Identifier: Apache-2.0

/// The media types of files, where an archive does not state them.
public enum MediaType {
    /// The type that a file's name promises; empty when it promises none that clients show.
    public static func named(_ name: String) -> String {
        guard let dot = name.lastIndex(of: ".") else { return "" }
        return byEnding[name[name.index(after: dot)...].lowercased()] ?? ""
    }

    /// The type of a picture or sound by its first 16 bytes, and the ending its name should have; `nil` for others.
    public static func ofContent(_ bytes: [UInt8]) -> (type: String, ending: String)? {
        func holds(_ text: String, at offset: Int = 0) -> Bool {
            bytes.dropFirst(offset).starts(with: text.utf8)
        }
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) { return ("image/png", ".png") }
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return ("image/jpeg", ".jpg") }
        if holds("GIF8") { return ("image/gif", ".gif") }
        if holds("OggS") { return ("audio/ogg", ".ogg") }
        if holds("ID3") { return ("audio/mpeg", ".mp3") }
        if holds("ftypM4A", at: 4) { return ("audio/mp4", ".m4a") }
        guard holds("RIFF") else { return nil }
        if holds("WEBP", at: 8) { return ("image/webp", ".webp") }
        return holds("WAVE", at: 8) ? ("audio/wav", ".wav") : nil
    }

    private static let byEnding = [
        "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif",
        "webp": "image/webp", "bmp": "image/bmp", "heic": "image/heic", "avif": "image/avif",
        "tif": "image/tiff", "tiff": "image/tiff", "svg": "image/svg+xml", "mp4": "video/mp4",
        "mov": "video/quicktime", "webm": "video/webm", "mp3": "audio/mpeg", "m4a": "audio/mp4",
        "wav": "audio/wav", "ogg": "audio/ogg", "opus": "audio/ogg", "pdf": "application/pdf",
        "txt": "text/plain", "csv": "text/csv", "vtt": "text/vtt", "json": "application/json",
        "zip": "application/zip",
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "odt": "application/vnd.oasis.opendocument.text",
        "ods": "application/vnd.oasis.opendocument.spreadsheet",
    ]
}
