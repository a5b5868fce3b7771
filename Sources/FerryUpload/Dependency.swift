// SPDX-License-Identifier: Apache-2.0

/// Something outside its lane that an operation waits for.
public enum Dependency: Hashable, Sendable {
    /// A user that must be registered and have its device.
    case device(Int64)
    /// A user that must have its device, and its name and picture before anybody sees it in a room.
    case account(Int64)
    /// Another operation, by the number of its source key and its part.
    case operation(key: Int64, part: String)
}
