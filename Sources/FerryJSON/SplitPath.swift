// SPDX-License-Identifier: Apache-2.0

/// Where in a stream the elements are that a splitter hands out.
public enum SplitPath: Sendable, Hashable {
    /// The stream is one array: its elements.
    case topLevelArray
    /// The stream is one object: the elements of the array under this key. Should the key occur twice, the
    /// elements of both arrays.
    case array(underKey: String)
    /// The stream is any number of values behind each other: JSON Lines, or values with nothing between them.
    case lines
}
