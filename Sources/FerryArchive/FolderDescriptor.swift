// SPDX-License-Identifier: Apache-2.0

import FerryModel
import Glibc

/// An open folder, the root that names are resolved against.
final class FolderDescriptor: Sendable {
    /// The path it was opened by, for messages.
    let path: String
    private let descriptor: Int32

    init(path: String) throws(Failure) {
        descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        self.path = path
        guard descriptor >= 0 else { throw .system(errno, opening: path) }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Opens a file below the folder, one part of the name after the other, so that no part may be a link.
    func openFile(named name: String) throws(Failure) -> InputFile {
        let file = openBelow(name, O_RDONLY | O_NONBLOCK)
        guard file >= 0 else {
            // A name that was listed and is gone or a link now was changed under our hands.
            if errno == ENOENT || errno == ELOOP || errno == ENOTDIR {
                throw .archiveChanged(path, entry: name)
            }
            throw .system(errno, opening: path, entry: name)
        }
        return try InputFile(descriptor: file, path: path + "/" + name)
    }

    /// Opens a folder below this one for listing; `nil` with `errno` set when that is not possible.
    func openFolder(named name: String) -> OpaquePointer? {
        let folder = openBelow(name, O_RDONLY | O_DIRECTORY)
        guard folder >= 0 else { return nil }
        let stream = fdopendir(folder)
        if stream == nil { close(folder) }
        return stream
    }

    private func openBelow(_ name: String, _ flags: Int32) -> Int32 {
        let parts = name.split(separator: "/", omittingEmptySubsequences: true).map(String.init)
        guard !parts.isEmpty else { return openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        var current = descriptor
        for (position, part) in parts.enumerated() where current >= 0 {
            let isLast = position == parts.count - 1
            let next = openat(
                current, part, (isLast ? flags : O_RDONLY | O_DIRECTORY) | O_NOFOLLOW | O_CLOEXEC)
            let code = errno
            if current != descriptor { close(current) }
            errno = code
            current = next
        }
        return current
    }
}
