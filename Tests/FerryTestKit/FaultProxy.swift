// SPDX-License-Identifier: Apache-2.0

/// What a fault proxy does to one exchange.
public enum Fault: Sendable, Hashable {
    /// Nothing: the request goes on, the answer comes back.
    case none
    /// The connection closes; the upstream never sees the request.
    case dropBeforeForward
    /// The upstream answers, the client's connection closes without that answer.
    case forwardThenDropAnswer
    /// The upstream answers, the client's connection is reset.
    case forwardThenReset
    /// Waits, then goes on.
    case delay(Duration)
    /// The upstream never sees the request; the connection stays open, and nothing comes back.
    case hang
    /// The upstream answers; the connection stays open, and nothing comes back.
    case forwardThenHang
    /// Answers by itself; the upstream never sees the request.
    case status(Int, body: String)
    /// The upstream answers; only so many bytes of that body get through.
    case truncateAnswer(Int)
    /// The upstream answers; the client gets a page with status 200 instead.
    case html200
}

/// A request that passed a fault proxy.
public struct PassedRequest: Sendable {
    /// Counted from 1.
    public var number: Int
    /// `GET` and so on.
    public var method: String
    /// The path as sent, without the query.
    public var path: String
    /// What was done to it.
    public var fault: Fault
    /// What the upstream answered; `nil` when it was not asked or did not answer.
    public var upstreamStatus: Int?
    /// Whether it may change something.
    public var isWrite: Bool
}

/// Stands between a client and a homeserver on this machine and breaks exchanges as told. The client's connections
/// are kept alive, so that faults meet used ones, too.
public final class FaultProxy: Sendable {
    /// Decides the fault of a request.
    public typealias Decision = @Sendable (_ number: Int, _ method: String, _ path: String) -> Fault

    private let listener: HTTPListener
    private let history = History()

    /// Watches a request at one point of its way, by its number; the exchange waits for it.
    public typealias Watch = @Sendable (_ number: Int) -> Void

    /// Starts on a free port, or on the given one.
    ///
    /// - Parameters:
    ///   - onForwarded: called when the upstream has answered and the client knows nothing yet.
    ///   - onAnswered: called when the answer was handed to the client.
    public init(
        upstream: UInt16, port: UInt16 = 0, onForwarded: @escaping Watch = { _ in },
        onAnswered: @escaping Watch = { _ in }, _ decide: @escaping Decision
    ) throws {
        let history = self.history
        listener = try HTTPListener(port: port) { exchange in
            let request = exchange.request
            let fault = decide(request.number, request.method, request.path)
            let passage = Passage(exchange, fault, upstream)
            let goesOn = passage.run { status in
                history.add(
                    PassedRequest(
                        number: request.number, method: request.method, path: request.path, fault: fault,
                        upstreamStatus: status, isWrite: request.isWrite))
                if status != nil { onForwarded(request.number) }
            }
            onAnswered(request.number)
            return goesOn
        }
    }

    deinit { listener.stop() }

    /// Closes the port and every connection.
    public func stop() { listener.stop() }

    /// Where it listens.
    public var port: UInt16 { listener.port }
    /// `http://127.0.0.1:port`.
    public var url: String { "http://127.0.0.1:\(port)" }
    /// What passed, in order of its end.
    public var passed: [PassedRequest] { history.all }
    /// How many requests that may change something came in.
    public var writeRequests: Int { history.all.count { $0.isWrite } }
    /// How many of those the upstream answered.
    public var forwardedWrites: Int { history.all.count { $0.isWrite && $0.upstreamStatus != nil } }
}

private final class History: @unchecked Sendable {
    private let lock = TestLock()
    private var kept: [PassedRequest] = []

    func add(_ request: PassedRequest) { lock.locked { kept.append(request) } }

    var all: [PassedRequest] { lock.locked { kept } }
}
