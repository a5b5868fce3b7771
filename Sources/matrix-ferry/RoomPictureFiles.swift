// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryPlan
import FerryStore
import Glibc

/// The files that `mappings/rooms.csv` names as pictures of rooms.
struct RoomPictureFiles {
    /// Larger ones are no pictures of rooms.
    private static let sizeLimit = 16 << 20

    let directory: String

    /// Looks for every picture and puts the bytes of those that are there into the media folder.
    func find(_ names: [String], keepingIn media: MediaFolder) throws -> RoomPictures {
        var findings: [String: RoomPictures.Finding] = [:]
        for name in names {
            guard let bytes = try bytes(of: name) else {
                findings[name] = .missing
                continue
            }
            guard let type = RoomPictures.mediaType(of: bytes) else {
                findings[name] = .notAPicture
                continue
            }
            let file = try media.keep { take in try bytes.withUnsafeBytes { try take($0) } }
            findings[name] = .picture(file, mediaType: type)
        }
        return RoomPictures(findings)
    }

    /// The digest of a picture's bytes; `nil` when there is no such file.
    func digest(of name: String) throws -> Digest? {
        try bytes(of: name).map { bytes in
            let hasher = SHA256()
            bytes.withUnsafeBytes { hasher.update($0) }
            return hasher.finish()
        }
    }

    private func bytes(of name: String) throws -> [UInt8]? {
        let path = directory + "/" + name
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
        guard descriptor >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw failure(path)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        guard status.st_size <= Self.sizeLimit else {
            throw Failure(
                .configuration, "a picture of a room is larger than \(Self.sizeLimit >> 20) MiB", at: path,
                remedy: "make it smaller: clients show it in the size of a thumb")
        }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw failure(path) }
            if count == 0 { return bytes }
            bytes += buffer.prefix(count)
        }
    }

    private func failure(_ path: String) -> Failure {
        Failure(
            .storage, "a picture of a room could not be read (\(String(cString: strerror(errno))))", at: path,
            remedy: "check the disk and the permissions")
    }
}
