// SPDX-License-Identifier: Apache-2.0

/// What the administrator decides about reading zoom archives.
public struct ZoomOptions: Hashable, Sendable {
    /// Decides nothing.
    public init() {}
}
