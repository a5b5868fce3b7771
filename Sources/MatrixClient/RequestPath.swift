// SPDX-License-Identifier: Apache-2.0

/// Path and query of a call, always spelt the same way: the literal path is the key under which homeservers
/// remember a transaction id, so another spelling would make a second event.
struct RequestPath: Hashable, Sendable, CustomStringConvertible {
    private(set) var description: String
    /// The room that the call is about; `nil` for calls that ask the homeserver as a whole.
    private(set) var room: String?
    private var hasQuery = false

    /// `prefix` as it is, then each segment with everything but unreserved characters (RFC 3986 section 2.3)
    /// percent-encoded. An empty segment stays, as in the path of a state event without a state key.
    init(_ prefix: String, _ segments: String...) {
        description = prefix
        for segment in segments {
            description += "/"
            // Dot segments are unreserved, but every proxy resolves them.
            switch segment {
            case ".": description += "%2E"
            case "..": description += "%2E%2E"
            default: description += Self.encoded(segment)
            }
        }
    }

    /// The client-server API in its version 3.
    static func v3(_ segments: String...) -> RequestPath {
        segments.reduce(into: RequestPath("/_matrix/client/v3")) { path, segment in
            path.description += RequestPath("", segment).description
        }
    }

    /// What is below a room in the client-server API in its version 3.
    static func room(_ room: String, _ segments: String...) -> RequestPath {
        var path = RequestPath("/_matrix/client/v3/rooms", room)
        for segment in segments { path.description += RequestPath("", segment).description }
        path.room = room
        return path
    }

    /// The same call, told to be about a room.
    func about(room: String) -> RequestPath {
        var path = self
        path.room = room
        return path
    }

    /// Adds a parameter, in the order of the calls; nothing when the value is `nil`.
    func with(_ name: String, _ value: String?) -> RequestPath {
        guard let value else { return self }
        var path = self
        path.description += (hasQuery ? "&" : "?") + name + "=" + Self.encoded(value)
        path.hasQuery = true
        return path
    }

    /// Percent-encodes the UTF-8 bytes, upper-case hexadecimal.
    static func encoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count * 2)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"), UInt8(ascii: "~"):
                bytes.append(byte)
            default:
                bytes.append(UInt8(ascii: "%"))
                bytes.append(digits[Int(byte >> 4)])
                bytes.append(digits[Int(byte & 15)])
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
