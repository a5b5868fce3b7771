// SPDX-License-Identifier: Apache-2.0
internal import FerryText

/// The text of files that people saved: UTF-8, or UTF-16 as spreadsheets and editors of Windows write it.
enum ZoomTextFile {
    /// The text of a whole file; bytes that are none become U+FFFD.
    static func text(_ bytes: [UInt8]) -> String { String(decoding: utf8(bytes), as: UTF8.self) }

    /// The same in UTF-8, as far as the file is.
    static func utf8(_ bytes: [UInt8]) -> [UInt8] {
        guard var transcoder = transcoder(bytes) else { return bytes }
        return bytes.withUnsafeBytes { transcoder.feed($0) }
    }

    /// What turns a file into UTF-8, by its first bytes; `nil` for one that is UTF-8.
    static func transcoder(_ bytes: [UInt8]) -> UTF16Transcoder? {
        if bytes.starts(with: [0xFF, 0xFE]) { return UTF16Transcoder(bigEndian: false) }
        if bytes.starts(with: [0xFE, 0xFF]) { return UTF16Transcoder(bigEndian: true) }
        return nil
    }
}
