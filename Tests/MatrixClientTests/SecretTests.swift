// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryTestKit
import Testing

@testable import MatrixClient

@Suite struct SecretTests {
    static let text = "as_token_value"

    static func dumped(_ value: Any) -> String {
        var text = ""
        dump(value, to: &text)
        return text
    }

    @Test func secretNeverShowsItself() {
        let secret = Secret(Self.text)
        #expect("\(secret)" == "•••")
        #expect(String(reflecting: secret) == "•••")
        #expect(!Self.dumped(secret).contains(Self.text))
        #expect(!Self.dumped([Optional(secret)]).contains(Self.text))
        #expect(Mirror(reflecting: secret).children.isEmpty)
    }

    @Test func nothingThatHoldsTheTokenShowsIt() throws {
        let homeserver = try loopbackHomeserver("http://127.0.0.1:1")
        let request = HTTPRequest(.get, "http://127.0.0.1:1/", token: Secret(Self.text))
        for value in [homeserver, request] as [Any] {
            #expect(!"\(value)".contains(Self.text))
            #expect(!String(reflecting: value).contains(Self.text))
            #expect(!Self.dumped(value).contains(Self.text))
        }
    }

    @Test func tokenGoesIntoTheHeaderAndNowhereElse() async throws {
        let server = try ScriptedServer { _ in .answer(.json("{\"user_id\":\"@a:x\"}")) }
        let homeserver = try loopbackHomeserver(server.url)
        #expect(await homeserver.whoami(as: Masquerade("@a:x")).value?.user == "@a:x")
        let request = try #require(server.requests.first)
        #expect(request.header("authorization") == "Bearer " + Self.text)
        #expect(!(request.path + request.query).contains(Self.text))
        #expect(request.headers.count { $0.value.contains(Self.text) } == 1)
    }

    @Test func errorsDoNotShowTheToken() async throws {
        let homeserver = try loopbackHomeserver("http://127.0.0.1:\(closedPort)")
        let answer = await homeserver.whoami()
        #expect(!"\(answer)".contains(Self.text))
        #expect(!Self.dumped(answer).contains(Self.text))
    }

    @Test(arguments: ["", "a b", "a\nb", "tökén", "a\u{7f}"])
    func tokenThatFitsNoHeaderIsRefused(_ token: String) throws {
        let transport = try loopbackTransport()
        #expect(throws: Failure.self) {
            try Homeserver(baseURL: "https://example.org", token: Secret(token), transport: transport)
        }
    }
}
