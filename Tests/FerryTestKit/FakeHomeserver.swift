// SPDX-License-Identifier: Apache-2.0
public import FerryJSON

/// A homeserver in this process that behaves as Synapse was measured to: what it remembers of transactions, how it
/// creates rooms, which repeats it takes for the same. It knows no federation and no login.
public final class FakeHomeserver: Sendable {
    /// What happens to a request.
    public enum Fault: Sendable {
        case none
        /// It is not carried out; this is answered.
        case answer(ScriptedAnswer)
        /// It is carried out; the answer is lost.
        case lostAnswer
        /// It is not carried out, and nothing is answered.
        case lostRequest
        /// A room is begun: its alias is there, its events are not. The answer is lost.
        case stump
    }

    /// Decides the fault of a request, before it is carried out.
    public typealias Decision = @Sendable (ReceivedRequest) -> Fault

    /// The token it knows.
    public static let token = "as_token_value"

    private let server: ScriptedServer
    private let box: StateBox

    /// Starts on a free port.
    public convenience init(_ decide: @escaping Decision = { _ in .none }) throws {
        try self.init(StateBox(), decide)
    }

    /// Another worker of the same homeserver, at an address of its own: what one has done the other knows.
    public func worker(_ decide: @escaping Decision = { _ in .none }) throws -> FakeHomeserver {
        try FakeHomeserver(box, decide)
    }

    private init(_ box: StateBox, _ decide: @escaping Decision) throws {
        self.box = box
        server = try ScriptedServer { request in
            switch decide(request) {
            case .none: return .answer(box.answer(request))
            case .answer(let answer): return .answer(answer)
            case .lostRequest: return .drop
            case .lostAnswer:
                _ = box.answer(request)
                return .drop
            case .stump:
                box.beginRoom(request)
                return .drop
            }
        }
    }

    /// Where it listens.
    public var url: String { server.url }
    /// What it got, in order.
    public var requests: [ReceivedRequest] { server.requests }
    /// The requests that may change something, as `METHOD path` without the transaction.
    public var writes: Int { server.requests.count { $0.isWrite } }
    /// What it holds now.
    public var state: FakeState { box.state }

    /// Changes what it holds behind everybody's back.
    public func change(_ body: (inout FakeState) -> Void) { box.change(body) }

    /// Forgets what a restart forgets: transactions without a device.
    public func restart() { box.change { $0.memoryTransactions = [:] } }

    /// Closes the port.
    public func stop() { server.stop() }
}

/// The state, changed by many threads.
private final class StateBox: @unchecked Sendable {
    private let lock = TestLock()
    private var held = FakeState()

    var state: FakeState { lock.locked { held } }

    func change(_ body: (inout FakeState) -> Void) { lock.locked { body(&held) } }

    func answer(_ request: ReceivedRequest) -> ScriptedAnswer {
        lock.locked { held.answer(FakeRequest(request)) }
    }

    func beginRoom(_ request: ReceivedRequest) {
        lock.locked { held.beginRoom(FakeRequest(request)) }
    }
}

/// A request taken apart.
struct FakeRequest {
    let method: String
    /// The path's parts after `/_matrix/client/v3` and the like, decoded.
    let parts: [String]
    /// The path as sent: the key of the transaction cache.
    let path: String
    let query: [String: String]
    let content: JSONValue
    let body: [UInt8]
    let hasToken: Bool
    let type: String

    init(_ request: ReceivedRequest) {
        method = request.method
        path = request.path
        let all = request.path.split(separator: "/").map { Self.decoded(String($0)) }
        // `_matrix`, then `client` or `media`, then the version.
        parts = all.count > 2 && all[2].hasPrefix("v") ? Array(all.dropFirst(3)) : Array(all.dropFirst(2))
        var query: [String: String] = [:]
        for pair in request.query.split(separator: "&") {
            let words = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            query[Self.decoded(String(words[0]))] = words.count > 1 ? Self.decoded(String(words[1])) : ""
        }
        self.query = query
        body = request.body
        type = request.header("content-type") ?? ""
        content = (try? JSONValue(parsing: request.body)) ?? [:]
        hasToken = request.header("authorization") == "Bearer \(FakeHomeserver.token)"
    }

    /// Who acts: the masqueraded user, or the appservice's own.
    var user: String { query["user_id"] ?? FakeState.bot }

    static func decoded(_ text: String) -> String {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            if byte == UInt8(ascii: "%"), let value = UInt8(digits, radix: 16) {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
