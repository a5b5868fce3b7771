// SPDX-License-Identifier: Apache-2.0
public import FerryStore

/// The files that `mappings/rooms.csv` names as pictures of rooms, as they were found. Planning itself opens no files.
public struct RoomPictures: Sendable {
    /// What was found under a name.
    public enum Finding: Hashable, Sendable {
        /// A picture whose bytes are in the media folder.
        case picture(MediaFolder.File, mediaType: String)
        /// There is no such file.
        case missing
        /// The file is no picture that clients show.
        case notAPicture
    }

    /// No pictures.
    public static let none = RoomPictures([:])

    private let findings: [String: Finding]

    /// Takes what was found, by the names as they stand in the file.
    public init(_ findings: [String: Finding]) { self.findings = findings }

    func finding(_ name: String) -> Finding { findings[name] ?? .missing }

    /// The media type of a picture by its first bytes: PNG, JPEG, GIF or WebP; `nil` for anything else.
    public static func mediaType(of head: some Sequence<UInt8>) -> String? {
        let head = Array(head.prefix(12))
        func begins(_ bytes: [UInt8], at offset: Int = 0) -> Bool {
            head.dropFirst(offset).starts(with: bytes)
        }
        if begins([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return "image/png" }
        if begins([0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
        if begins(Array("GIF8".utf8)) { return "image/gif" }
        return begins(Array("RIFF".utf8)) && begins(Array("WEBP".utf8), at: 8) ? "image/webp" : nil
    }
}

extension RoomMapping {
    /// The names of the files in the column `avatar`, each once.
    public var pictures: [String] { Set(decisions.values.compactMap(\.avatar)).sorted() }
}
