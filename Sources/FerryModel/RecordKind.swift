// SPDX-License-Identifier: Apache-2.0

/// The kinds of record an archive is read into; the balance is kept for each of them.
public enum RecordKind: String, Hashable, Sendable, CaseIterable {
    case workspace
    case person
    case channel
    case membership
    case message
    case reaction
    case pin
    case attachment

    /// Its place among all cases.
    public var ordinal: Int {
        switch self {
        case .workspace: 0
        case .person: 1
        case .channel: 2
        case .membership: 3
        case .message: 4
        case .reaction: 5
        case .pin: 6
        case .attachment: 7
        }
    }
}
