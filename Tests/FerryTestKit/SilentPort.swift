// SPDX-License-Identifier: Apache-2.0

/// A port that takes connections and never says anything, not even to a TLS handshake.
public final class SilentPort: Sendable {
    private let socket: Socket

    /// Starts on a free port.
    public init() throws {
        guard let socket = Socket.listening() else { throw HTTPListener.NoPort() }
        self.socket = socket
    }

    /// Where it listens.
    public var port: UInt16 { socket.port }
}
