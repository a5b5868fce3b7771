// SPDX-License-Identifier: Apache-2.0

/// What the command line says about a rollback.
public struct RollbackOptions: Sendable {
    /// Whether the accounts that the migration has made are deactivated; needs an administrator's token.
    public var deactivatesAccounts = false
    /// Whether rooms go in which somebody has written since, a migration that is closed, and one that a copy of this
    /// directory has carried on.
    public var isForced = false

    /// The defaults.
    public init() {}
}
