// SPDX-License-Identifier: Apache-2.0

/// What the administrator decides about reading compliance archives.
public struct ComplianceOptions: Hashable, Sendable {
    /// The name of the system that wrote the archives. They do not state one, so two systems in one migration need one
    /// each; `nil` for one of each kind. It is part of all keys and must not change between imports.
    public var workspace: String?

    /// Decides; what is left out is found out.
    public init(workspace: String? = nil) { self.workspace = workspace }
}
