// SPDX-License-Identifier: Apache-2.0
import FerryJSON
public import FerryModel

/// The calls to one homeserver, as an appservice.
///
/// Each sends exactly one request and tells what became of it (`Answer`); nothing is repeated. `read(_:)`
/// repeats for callers that only look.
public struct Homeserver: Sendable {
    let base: String
    private(set) var endpoints: Endpoints
    let token: Secret
    let transport: CurlTransport
    let clock: ClientClock

    /// - Parameters:
    ///   - baseURL: `https://…`, with a path where the homeserver has one, without `/_matrix`.
    ///   - endpoints: where calls about a room go instead, each room always to the same one (`Endpoints`).
    ///   - token: the appservice's `as_token`. It goes into the `Authorization` header and nowhere else.
    /// - Throws: `Failure` of kind `configuration` when a URL or the token cannot be used.
    public init(
        baseURL: String, endpoints: [String] = [], token: Secret, transport: CurlTransport,
        clock: ClientClock = .system
    ) throws(Failure) {
        var bases: [String] = []
        for url in [baseURL] + endpoints {
            guard let base = Self.normalised(url) else {
                throw Failure(
                    .configuration, "the homeserver's URL is not usable",
                    remedy: "Give it as https://matrix.example.org, without user, query and /_matrix.")
            }
            bases.append(base)
        }
        guard token.isUsableAsToken else {
            throw Failure(
                .configuration, "the appservice token is empty or holds blanks or control characters",
                remedy: "Put the as_token of the registration file, and nothing else, into the token file.")
        }
        base = bases[0]
        self.endpoints = Endpoints(server: base, rooms: Array(bases.dropFirst()))
        self.token = token
        self.transport = transport
        self.clock = clock
    }

    /// How many places the homeserver answers at; they are numbered from 0, which is for calls about no room.
    public var endpointCount: Int { endpoints.count }

    /// The number of the place that answers for a room.
    public func endpoint(ofRoom room: String?) -> Int { endpoints.number(ofRoom: room) }

    /// The same homeserver, asked about everything at one of its places.
    public func only(endpoint number: Int) -> Homeserver {
        var homeserver = self
        homeserver.endpoints = Endpoints(server: endpoints.url(number), rooms: [])
        return homeserver
    }

    static func normalised(_ url: String) -> String? {
        guard let scheme = ["https://", "http://"].first(where: { url.lowercased().hasPrefix($0) }) else {
            return nil
        }
        var rest = url.dropFirst(scheme.count)
        while rest.hasSuffix("/") { rest = rest.dropLast() }
        let host = rest.prefix { $0 != "/" }
        let isPlain = rest.utf8.allSatisfy {
            $0 > 0x20 && $0 < 0x7f && $0 != 0x3f && $0 != 0x23 && $0 != 0x5c
        }
        guard !host.isEmpty, !host.contains("@"), isPlain, !rest.contains("/_matrix") else { return nil }
        return scheme + rest
    }

    /// Sends a call's one request and reads its answer.
    func send<Value>(_ call: Call<Value>) async -> Answer<Value> {
        let path = call.masquerade.applied(to: call.path, withTimestamp: call.honoursTimestamp)
        let base = endpoints.url(endpoint(ofRoom: call.path.room))
        var request = HTTPRequest(call.method, base + path.description, token: token)
        if let body = call.body {
            request.body = .bytes(body.canonicalBytes())
            request.headers = [("Content-Type", "application/json")]
        }
        do {
            let response = try await transport.send(request)
            return answer(AnswerClass(response, effect: call.effect, now: clock.date()), call)
        } catch {
            return Self.answer(error)
        }
    }

    func answer<Value>(_ answerClass: AnswerClass, _ call: Call<Value>) -> Answer<Value> {
        switch answerClass {
        case .ok(let document):
            guard let value = document.flatMap({ call.decode($0.root) }) else {
                return .unknownOutcome(Doubt(.answer, "the answer lacks what the call answers"))
            }
            return .ok(value)
        case .refused(let refusal): return call.exists(refusal) ? .alreadyExists(refusal) : .refused(refusal)
        case .retry(let delay): return .retry(after: delay)
        case .unknown(let doubt): return .unknownOutcome(doubt)
        case .tokenRejected(let refusal): return .tokenRejected(refusal)
        case .notAMatrixServer(let reason): return .notAMatrixServer(reason)
        }
    }

    static func answer<Value>(_ error: TransportError) -> Answer<Value> {
        switch error.outcome {
        case .neverSent: .neverSent(error)
        case .unknown: .unknownOutcome(Doubt(.connection, error.reason))
        }
    }
}
