// SPDX-License-Identifier: Apache-2.0

/// Something an archive lists that is never read and never followed.
public struct RefusedEntry: Hashable, Sendable {
    /// Why it is refused.
    public enum Reason: String, Sendable, Hashable, CaseIterable {
        /// The name leads outside: `..`, an absolute path or a drive letter.
        case leadsOutside
        /// A symbolic or hard link.
        case link
        /// A device, pipe or socket.
        case device
        /// An earlier entry has the same name.
        case duplicate
        /// The name is longer than the limit.
        case nameTooLong
        /// The name is empty or holds a NUL.
        case nameUnusable
        /// The contents are encrypted.
        case encrypted
        /// The contents unpack to more than the ratio allows.
        case bomb
        /// A folder or file that the file system does not let this program read.
        case unreadable
    }

    /// The name as far as it can be shown, shortened if it is too long.
    public let name: String
    /// Why it is refused.
    public let reason: Reason

    /// States what is refused and why.
    public init(name: String, reason: Reason) {
        self.name = name
        self.reason = reason
    }
}
