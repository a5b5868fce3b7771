// SPDX-License-Identifier: Apache-2.0

/// Where in an archive something was found: enough for an administrator to open the spot by hand.
public struct Place: Hashable, Sendable {
    /// The archive as the administrator named it.
    public var archive: String
    /// The entry inside the archive, `nil` when the archive itself is meant.
    public var entry: String?
    /// Bytes from the start of the entry, `nil` when the entry as a whole is meant.
    public var offset: Int64?
    /// The line in the entry, counted from 1, for line-oriented formats.
    public var line: Int?

    /// Names a spot; leave out what is not known.
    public init(archive: String, entry: String? = nil, offset: Int64? = nil, line: Int? = nil) {
        self.archive = archive
        self.entry = entry
        self.offset = offset
        self.line = line
    }
}

extension Place: CustomStringConvertible {
    /// `archive › entry, line 3` or `archive › entry, byte 512`.
    public var description: String {
        var text = archive
        if let entry { text += " › " + entry }
        if let line { text += ", line \(line)" }
        if let offset { text += ", byte \(offset)" }
        return text
    }
}
