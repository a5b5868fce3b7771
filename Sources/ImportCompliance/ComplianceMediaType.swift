// SPDX-License-Identifier: Apache-2.0

/// The media types of files by their names; compliance XML states none.
enum ComplianceMediaType {
    /// The type that a file's name promises; empty when it promises none that clients show.
    static func named(_ name: String) -> String {
        guard let dot = name.lastIndex(of: ".") else { return "" }
        return byEnding[name[name.index(after: dot)...].lowercased()] ?? ""
    }

    private static let byEnding = [
        "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif",
        "webp": "image/webp",
        "bmp": "image/bmp", "svg": "image/svg+xml", "mp4": "video/mp4", "mov": "video/quicktime",
        "webm": "video/webm", "mp3": "audio/mpeg", "m4a": "audio/mp4", "wav": "audio/wav", "ogg": "audio/ogg",
        "pdf": "application/pdf", "txt": "text/plain", "csv": "text/csv", "zip": "application/zip",
    ]
}
