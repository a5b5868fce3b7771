// SPDX-License-Identifier: Apache-2.0

import FerryModel
import Glibc

extension Failure {
    /// What helps when the bytes of an archive are wrong.
    static let copyAgain = "copy or export the archive again and compare its size with the original"

    /// The archive, or one entry in it, is not what it should be.
    static func archiveInvalid(
        _ what: String, in archive: String, entry: String? = nil, offset: Int64? = nil,
        remedy: String = copyAgain
    ) -> Failure {
        Failure(
            .archiveInvalid, what, at: Place(archive: archive, entry: entry, offset: offset), remedy: remedy)
    }

    /// The archive is no longer the one that was opened.
    static func archiveChanged(_ archive: String, entry: String? = nil) -> Failure {
        archiveInvalid(
            "the archive changed while it was read", in: archive, entry: entry,
            remedy: "wait until nothing writes to the archive any more, then run the same command again")
    }

    /// The system refused an operation on the archive.
    static func system(_ code: Int32, opening path: String, entry: String? = nil) -> Failure {
        let place = Place(archive: path, entry: entry)
        switch code {
        case ENOENT, ENOTDIR:
            return Failure(
                .archiveNotFound, "the archive does not exist", at: place,
                remedy: "check the path; relative paths count from the current directory")
        case ELOOP, ENAMETOOLONG:
            return Failure(
                .archiveNotFound, "the path leads to no archive: " + String(cString: strerror(code)),
                at: place,
                remedy: "give the path of the archive itself; ls -l shows where a link leads")
        case EACCES, EPERM:
            return Failure(
                .archiveNotFound, "the archive may not be read", at: place,
                remedy: "give the account that runs the migration the right to read it")
        default:
            return Failure(
                .storage, "reading the archive failed: " + String(cString: strerror(code)), at: place,
                remedy: "check the disk or the network share that holds the archive")
        }
    }
}
