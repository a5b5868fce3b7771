// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import MatrixClient

@Suite struct RequestPathTests {
    @Test(arguments: [
        ("!abc:example.org", "%21abc%3Aexample.org"), ("$ev/+=", "%24ev%2F%2B%3D"), ("a b%", "a%20b%25"),
        ("é😀", "%C3%A9%F0%9F%98%80"), ("-._~", "-._~"), (".", "%2E"), ("..", "%2E%2E"), ("...", "..."),
        ("", ""),
        ("a?b#c&d", "a%3Fb%23c%26d"), ("\u{0}\r\n", "%00%0D%0A"),
    ])
    func segmentKeepsOnlyUnreservedCharacters(_ segment: String, _ encoded: String) {
        #expect(RequestPath("/x", segment).description == "/x/" + encoded)
    }

    @Test func emptyStateKeyKeepsItsSlash() {
        #expect(
            RequestPath.v3("rooms", "!r:x", "state", "m.room.name", "").description
                == "/_matrix/client/v3/rooms/%21r%3Ax/state/m.room.name/")
    }

    @Test func parametersComeInOneOrder() {
        let who = Masquerade("@a:x", device: "IMPORT", at: 1_422_748_800_000)
        let path = RequestPath("/p").with("limit", "5").with("from", nil)
        #expect(
            who.applied(to: path, withTimestamp: true).description
                == "/p?limit=5&user_id=%40a%3Ax&device_id=IMPORT&ts=1422748800000")
        #expect(
            who.applied(to: path, withTimestamp: false).description
                == "/p?limit=5&user_id=%40a%3Ax&device_id=IMPORT")
        #expect(Masquerade.appservice.applied(to: RequestPath("/p"), withTimestamp: true).description == "/p")
    }

    @Test(arguments: [
        ("https://example.org", "https://example.org"), ("https://example.org///", "https://example.org"),
        ("HTTP://localhost:8008/", "http://localhost:8008"), ("https://[::1]:8448/m", "https://[::1]:8448/m"),
        ("ftp://example.org", nil), ("example.org", nil), ("https://", nil), ("https:///x", nil),
        ("https://a:b@example.org", nil), ("https://example.org/?a", nil), ("https://example.org/#a", nil),
        ("https://example.org/_matrix/client", nil), ("https://exa mple.org", nil), ("https://a\r\nb", nil),
    ])
    func baseURLIsPlainOrRefused(_ url: String, _ normalised: String?) {
        #expect(Homeserver.normalised(url) == normalised)
    }

    @Test(arguments: [
        "mxc://", "mxc://a", "mxc://a/", "mxc:///b", "mxc://a/b/c", "http://a/b", "mxc://a/b?c",
        "mxc://a/b c", "",
    ])
    func otherThanMediaAddressIsRefused(_ text: String) {
        #expect(MediaAddress(text) == nil)
    }

    @Test func mediaAddressIsServerAndId() throws {
        let address = try #require(MediaAddress("mxc://example.org:8448/AbC_-1"))
        #expect(address.server == "example.org:8448")
        #expect(address.id == "AbC_-1")
        #expect(address.description == "mxc://example.org:8448/AbC_-1")
    }

    @Test(arguments: [
        ("image/png", true), ("text/plain; charset=utf-8", true), ("application/vnd.ms-excel", true),
        ("image", false),
        ("", false), ("a/b\r\nX: y", false), ("image/", false), ("a/b/c", false), ("té/x", false),
    ])
    func mediaTypeIsCheckedBeforeItGoesIntoAHeader(_ text: String, _ isType: Bool) {
        #expect(Homeserver.isMediaType(text) == isType)
    }
}
