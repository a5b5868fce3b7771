// SPDX-License-Identifier: Apache-2.0

/// What the administrator decides about reading mail archives.
public struct MailOptions: Hashable, Sendable {
    /// Decides nothing.
    public init() {}
}
