// SPDX-License-Identifier: Apache-2.0

/// What the administrator decides about reading compliance archives.
public struct ComplianceOptions: Hashable, Sendable {
    /// Decides nothing.
    public init() {}
}
