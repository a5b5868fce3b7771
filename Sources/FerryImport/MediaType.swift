// SPDX-License-Identifier: Apache-2.0

/// The media types of files, where an archive does not state them.
public enum MediaType {
    /// The type that a file's name promises; empty when it promises none that clients show.
    public static func named(_ name: String) -> String {
        guard let dot = name.lastIndex(of: ".") else { return "" }
        return byEnding[name[name.index(after: dot)...].lowercased()] ?? ""
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
