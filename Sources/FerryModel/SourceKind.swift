// SPDX-License-Identifier: Apache-2.0

/// The kind of system an archive comes from; the raw values are those of `import --source`.
public enum SourceKind: String, Hashable, Sendable, CaseIterable {
    case slack
    case teams
    case zoom
    case webex
    case mail
    case compliance
}
