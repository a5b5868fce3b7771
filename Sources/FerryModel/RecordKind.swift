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
}
