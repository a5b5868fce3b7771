// SPDX-License-Identifier: Apache-2.0

/// Something an archive lists that is never read and never followed.
public struct RefusedEntry: Hashable, Sendable {
    /// Why it is refused.
    public enum Reason: String, Sendable, Hashable, CaseIterable, CustomStringConvertible {
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

        /// The reason in plain words.
        public var description: String {
            switch self {
            case .leadsOutside: "its name leads out of the archive"
            case .link: "it is a link"
            case .device: "it is a device, a pipe or a socket"
            case .duplicate: "an earlier entry has the same name"
            case .nameTooLong: "its name is too long"
            case .nameUnusable: "its name is empty or holds a NUL"
            case .encrypted: "it is encrypted"
            case .bomb: "it unpacks to far more than it has bytes"
            case .unreadable: "the file system does not let this program read it"
            }
        }
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
