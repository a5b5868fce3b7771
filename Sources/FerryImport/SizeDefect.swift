// SPDX-License-Identifier: Apache-2.0

/// What the size of a file in an archive says against it: most likely its download broke off.
public enum SizeDefect: String, Sendable {
    /// It has not the number of bytes that the source states.
    case differs = "size-differs"
    /// It has no bytes, and nothing says that this is how it should be.
    case empty

    /// Compares the number of bytes that the source states with the one that the archive holds, each `nil` where
    /// nobody knows it; `nil` when nothing speaks against the file.
    public init?(stated: Int64?, found: Int64?) {
        guard let found else { return nil }
        if let stated {
            guard stated != found else { return nil }
            self = .differs
        } else {
            guard found == 0 else { return nil }
            self = .empty
        }
    }

    /// The defect in words.
    public var reason: String {
        switch self {
        case .differs: "the file in the archive has not the number of bytes that the source states for it"
        case .empty: "the file in the archive has no bytes"
        }
    }
}
