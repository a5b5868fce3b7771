// SPDX-License-Identifier: Apache-2.0

/// What the administrator decides about reading webex archives.
public struct WebexOptions: Hashable, Sendable {
    /// Decides nothing.
    public init() {}
}
