// SPDX-License-Identifier: Apache-2.0

/// What the address of a room of Persistent Chat says: `ma-chan://example.org/300`.
enum PersistentChatRoom {
    private static let scheme = "ma-chan://"

    /// Whether a text is such an address.
    static func isAddress(_ text: String) -> Bool { text.lowercased().hasPrefix(scheme) }

    /// The domain, empty where the text is no address.
    static func domain(_ uri: String) -> String {
        isAddress(uri) ? uri.dropFirst(scheme.count).prefix { $0 != "/" }.lowercased() : ""
    }

    /// The name to show: the one stated, or the last part of the address where the address stands for the name.
    static func name(_ name: String, uri: String) -> String {
        guard name.isEmpty || isAddress(name) else { return name }
        return uri.split(separator: "/").last.map(String.init) ?? uri
    }
}
