// SPDX-License-Identifier: Apache-2.0
public import FerryModel

/// HTTP/1.1 over libcurl's multi interface: one thread for all requests, keep-alive, constant memory on uploads.
///
/// It follows no redirects, keeps no cookies, and never sends a write twice: libcurl would repeat a request by
/// itself on a connection that turned out dead, so bodies refuse to be rewound and writes without a body get a
/// fresh connection (`Transfer`). A `GET` may go twice.
public final class CurlTransport: Sendable {
    private let loop: CurlLoop

    /// Starts the thread; it ends when the transport goes away.
    public init(options: TransportOptions = TransportOptions()) throws(Failure) {
        loop = try CurlLoop(options: options)
    }

    deinit { loop.stop() }

    /// Sends the request and waits for the whole answer, whatever its status.
    ///
    /// - Throws: `TransportError` when no whole answer came, also when the surrounding `Task` is cancelled.
    public func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        let transfer = try Transfer(request)
        let result: Result<HTTPResponse, TransportError> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                transfer.continuation = continuation
                loop.start(transfer)
            }
        } onCancel: {
            loop.cancel(transfer)
        }
        return try result.get()
    }
}
