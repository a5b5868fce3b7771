// SPDX-License-Identifier: Apache-2.0

/// An `mxc://` address ("Matrix Content (mxc) URIs").
public struct MediaAddress: Hashable, Sendable, CustomStringConvertible {
    /// The server that has the media.
    public let server: String
    /// The media's id there.
    public let id: String

    /// Reads an address; `nil` unless it is `mxc://`, a server and an id without anything else.
    public init?(_ text: String) {
        guard text.hasPrefix("mxc://") else { return nil }
        let parts = text.dropFirst(6).split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(Self.isAllowed) }) else {
            return nil
        }
        server = String(parts[0])
        id = String(parts[1])
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte < 0x7f && byte != UInt8(ascii: "?") && byte != UInt8(ascii: "#")
    }

    /// `mxc://server/id`.
    public var description: String { "mxc://\(server)/\(id)" }
}
