// SPDX-License-Identifier: Apache-2.0

/// One thing that a migration has carried over, as the homeserver holds it: a line of the manifest.
public enum ManifestLine: Hashable, Sendable {
    /// An event; `digest` is the SHA-256 of the canonical JSON of its content.
    case event(room: String, id: String, type: String, sender: String, time: Int64, digest: Digest)
    /// A file; `digest` is the SHA-256 of its bytes.
    case media(address: String, bytes: Int64, digest: Digest)

    /// The names of the columns.
    public static let columns = [
        "kind", "room_id", "event_id", "type", "sender", "origin_server_ts", "mxc", "bytes", "sha256",
    ]

    /// The fields in the order of `columns`.
    public var fields: [String] {
        switch self {
        case .event(let room, let id, let type, let sender, let time, let digest):
            ["event", room, id, type, sender, String(time), "", "", digest.hex]
        case .media(let address, let bytes, let digest):
            ["media", "", "", "", "", "", address, String(bytes), digest.hex]
        }
    }
}
