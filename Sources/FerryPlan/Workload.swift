// SPDX-License-Identifier: Apache-2.0
public import FerryStore

/// What requests cost a homeserver, in messages: the rate that a forecast reckons with is one of messages.
public enum Workload {
    /// How many messages a homeserver takes in the time that these requests take it.
    public static func messages(for requests: [Operation.Kind: Int]) -> Double {
        requests.reduce(0) { $0 + cost(of: $1.key) * Double($1.value) }
    }

    /// Measured on Synapse 1.163 with PostgreSQL, one request after the other: 20 messages a second, and of the others as
    /// many as stand here. What bytes of files take on top, 130 MB a second, does not show beside that.
    private static func cost(of kind: Operation.Kind) -> Double {
        let messagesPerSecond = 20.0
        switch kind {
        case .sendEvent: return 1
        case .putState: return messagesPerSecond / 16
        case .createRoom: return messagesPerSecond / 5.5
        case .registerGhost: return messagesPerSecond / 198
        case .setDisplayName, .setAvatar: return messagesPerSecond / 57
        case .markRead: return messagesPerSecond / 51
        // A row of one table, as a device is.
        case .createAlias, .createDevice: return messagesPerSecond / 78
        case .mergeAccountData: return messagesPerSecond / 150
        // Both together 108 a second.
        case .reserveMedia, .uploadMedia: return messagesPerSecond / 216
        }
    }
}
