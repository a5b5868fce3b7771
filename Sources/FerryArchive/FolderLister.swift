// SPDX-License-Identifier: Apache-2.0

import FerryModel
import Glibc

/// Walks through a folder at any depth, without recursion and without following links.
struct FolderLister {
    private(set) var index: EntryIndex
    private let folder: FolderDescriptor
    private let limits: ArchiveLimits
    /// Folders to be visited, from the root, `""` for the root itself.
    private var waiting = [""]
    private var ordinal = 0

    init(_ folder: FolderDescriptor, limits: ArchiveLimits) {
        self.folder = folder
        self.limits = limits
        index = EntryIndex(archive: folder.path, limits: limits)
    }

    /// Lists everything.
    mutating func list() throws(Failure) {
        while let next = waiting.popLast() {
            guard let stream = folder.openFolder(named: next) else {
                let name = EntryName(next.utf8, limits: limits)
                try index.add(name, size: nil, ordinal: 0, refusal: .unreadable)
                continue
            }
            defer { closedir(stream) }
            for name in Self.names(in: stream) {
                try index.count()
                try visit(name, in: next, dirfd(stream))
            }
        }
        index.finish()
    }

    private static func names(in stream: OpaquePointer) -> [[CChar]] {
        var names: [[CChar]] = []
        while let found = readdir(stream) {
            let name = withUnsafePointer(to: &found.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { text in
                    Array(UnsafeBufferPointer(start: text, count: strlen(text) + 1))
                }
            }
            if name != [0x2E, 0] && name != [0x2E, 0x2E, 0] { names.append(name) }
        }
        // The order of the file system is chance.
        return names.sorted { $0.lexicographicallyPrecedes($1) }
    }

    private mutating func visit(_ name: [CChar], in parent: String, _ descriptor: Int32) throws(Failure) {
        let bytes = name.dropLast().map { UInt8(bitPattern: $0) }
        let path = (parent.isEmpty ? [] : Array(parent.utf8) + [UInt8(ascii: "/")]) + bytes
        let entryName = EntryName(path, limits: limits)
        var status = stat()
        let isKnown = fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0
        switch isKnown ? status.st_mode & S_IFMT : 0 {
        case S_IFDIR where entryName.refusal == nil: waiting.append(entryName.text)
        case S_IFREG:
            // Names go back to the system as text, so they have to be text.
            let isText = String(validating: bytes, as: UTF8.self) != nil
            let mayRead = faccessat(descriptor, name, R_OK, 0) == 0
            try index.add(
                entryName, size: Int64(status.st_size), ordinal: ordinal,
                refusal: !isText ? .nameUnusable : mayRead ? nil : .unreadable)
            ordinal += 1
        case S_IFLNK: try index.add(entryName, size: nil, ordinal: 0, refusal: .link)
        case 0: try index.add(entryName, size: nil, ordinal: 0, refusal: .unreadable)
        default: try index.add(entryName, size: nil, ordinal: 0, refusal: .device)
        }
    }
}
