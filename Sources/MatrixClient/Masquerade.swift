// SPDX-License-Identifier: Apache-2.0

/// As whom, from which device and for which moment the appservice acts.
public struct Masquerade: Hashable, Sendable {
    /// The full user id; `nil` for the appservice's own user.
    public var user: String?
    /// A device of that user (specification 1.17, "Device masquerading"): with it the homeserver remembers
    /// transaction ids over a restart.
    public var device: String?
    /// Milliseconds since 1970 ("Timestamp massaging"). Only `sendEvent` and `putState` pass it on: homeservers
    /// ignore it everywhere else, silently.
    public var timestamp: Int64?

    /// Describes who acts; nothing means the appservice's own user, now.
    public init(_ user: String? = nil, device: String? = nil, at timestamp: Int64? = nil) {
        self.user = user
        self.device = device
        self.timestamp = timestamp
    }

    /// The appservice's own user.
    public static let appservice = Masquerade()

    /// Adds the parameters, always in the same order.
    func applied(to path: RequestPath, withTimestamp: Bool) -> RequestPath {
        path.with("user_id", user).with("device_id", device)
            .with("ts", withTimestamp ? timestamp.map { String($0) } : nil)
    }
}
