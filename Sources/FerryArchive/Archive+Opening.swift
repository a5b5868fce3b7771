// SPDX-License-Identifier: Apache-2.0

import FerryModel
import Glibc

extension Archive {
    /// Opens a folder, an archive file or a plain file and lists what is in it.
    ///
    /// Throws `Failure(.archiveNotFound)` when there is nothing to read at the path and
    /// `Failure(.archiveInvalid)` when it is empty, cut off, damaged, encrypted, of a kind that is not read, or
    /// over the limits. A ZIP is listed from its directory; a tar is passed over once.
    public static func open(_ path: String, limits: ArchiveLimits = .init()) throws -> Archive {
        Archive(path: path, container: try container(at: path, limits: limits), limits: limits)
    }

    private static func container(at path: String, limits: ArchiveLimits) throws -> any Container {
        var status = stat()
        guard stat(path, &status) == 0 else { throw Failure.system(errno, opening: path) }
        if status.st_mode & S_IFMT == S_IFDIR {
            let folder = try FolderContainer(path, limits: limits)
            guard !folder.index.entries.isEmpty || !folder.index.refused.isEmpty else {
                throw Failure.archiveInvalid("the folder holds no files", in: path)
            }
            return folder
        }
        let file = try InputFile(path: path)
        guard file.size > 0 else { throw Failure.archiveInvalid("the archive is empty: 0 bytes", in: path) }
        return try container(in: file, limits: limits)
    }

    private static func container(in file: InputFile, limits: ArchiveLimits) throws -> any Container {
        switch Signature(try file.bytes(at: 0, count: 512)) {
        case .zip:
            let zip = try ZipContainer(file, limits: limits)
            guard !zip.index.entries.isEmpty || !zip.index.refused.isEmpty else {
                throw Failure.archiveInvalid("the zip archive holds no files", in: file.path)
            }
            return zip
        case .tar: return try TarContainer(file, limits: limits)
        case .unsupported(let name):
            throw Failure.archiveInvalid(
                "\(name) archives are not read", in: file.path,
                remedy: "unpack the archive and give the folder, or pack it again as zip or tar.gz")
        case nil:
            // A login page saved as export.zip is a common accident.
            let ending = file.lastPathPart.lowercased()
            guard ![".zip", ".tar", ".gz", ".tgz", ".zst", ".xz", ".bz2"].contains(where: ending.hasSuffix)
            else {
                throw Failure.archiveInvalid(
                    "the file has the name of an archive and the contents of something else", in: file.path,
                    remedy: "look at the first lines of the file: it may be an error page; download it again")
            }
            return try FileContainer(file, limits: limits)
        }
    }
}
