// SPDX-License-Identifier: Apache-2.0

/// How requests are sent.
public struct TransportOptions: Sendable {
    /// Which proxy requests go through.
    public enum Proxy: Sendable {
        /// `https_proxy`, `all_proxy`, `no_proxy` and so on, as curl reads them.
        case environment
        /// None, whatever the environment says.
        case none
        /// This one: `http://`, `https://`, `socks5h://`, …
        case url(String)
    }

    /// For the connection, TLS included.
    public var connectTimeout: Duration = .seconds(10)
    /// For the whole exchange, unless the request says otherwise. Homeservers queue: a second or two is normal
    /// under load, so this is long.
    public var timeout: Duration = .seconds(120)
    /// A body from a file or a streamed answer ends when fewer than `stallBytesPerSecond` pass for so long.
    public var stallTimeout: Duration = .seconds(120)
    /// See `stallTimeout`.
    public var stallBytesPerSecond = 16
    /// Certificate authorities in PEM, instead of the system's.
    public var authorityFile: String?
    /// The client's certificate in PEM, for servers that ask for one.
    public var certificateFile: String?
    /// The key of `certificateFile` in PEM.
    public var keyFile: String?
    /// Which proxy requests go through.
    public var proxy: Proxy = .environment
    /// The `User-Agent`.
    public var userAgent = "matrix-ferry"
    /// So many idle connections are kept.
    public var idleConnections = 128
    /// An idle connection older than this is not used again: a server or proxy is about to close it, and a request
    /// that meets the closing has an unknown outcome.
    public var idleTime: Duration = .seconds(20)

    /// The defaults.
    public init() {}
}
