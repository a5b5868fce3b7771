// SPDX-License-Identifier: Apache-2.0
import FerryModel
import Glibc

/// Keeps what is private private.
public enum FileMode {
    /// Lets nobody but the owner read or write the file.
    public static func restrict(_ path: String) throws {
        guard chmod(path, 0o600) == 0 else {
            throw Failure(
                .storage, "the file's mode could not be set to 0600 (errno \(errno))", at: path,
                remedy: "run as the owner of the migration directory")
        }
    }

    /// Whether the group or others may read the file.
    public static func isOpenToOthers(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & 0o077 != 0
    }
}
