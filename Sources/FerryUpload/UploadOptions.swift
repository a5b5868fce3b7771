// SPDX-License-Identifier: Apache-2.0

/// What the configuration and the command line say about an upload.
public struct UploadOptions: Sendable {
    /// How many lanes are worked on, and requests in flight, at once at most; the homeserver's answers decide how
    /// many there are (`ConcurrencyLimit`).
    public var concurrency = 64
    /// Goes on although another copy of the migration was carried on since: every room is read back first.
    public var takesOver = false
    /// How long the homeserver may fail without a single success before the upload gives up.
    public var giveUpAfter: Duration = .seconds(900)
    /// How many requests a second are begun at most; `nil` for no limit of ours.
    public var requestsPerSecond: Double?
    /// How long a request whose answer was lost may still be on its way through proxies.
    public var grace: Duration = .seconds(180)
    /// How long a request for state whose answer was lost may still be on its way. Homeservers work off what they
    /// have taken in within seconds; proxies that hold requests back need more.
    public var stateGrace: Duration = .seconds(15)
    /// How long the homeserver surely remembers a transaction id of a device. Synapse forgets after 24 hours.
    public var transactionMemory: Duration = .seconds(20 * 3600)
    /// After so many failures of the homeserver over one request, while others succeed, the request is put aside.
    public var failuresBeforeWedging = 6

    /// The defaults.
    public init() {}
}
