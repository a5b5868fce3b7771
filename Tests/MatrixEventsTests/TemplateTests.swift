// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import MatrixEvents
import Testing

@Suite("A template")
struct TemplateTests {
    private let template: JSONValue = [
        "url": ["$media": 7],
        "relates": ["event_id": ["$event": 8], "list": [["$room": 9], "plain"]],
        "html": ["$text": ["<a href=\"", ["$room": 9], "\">", ["$media": 10], "</a>"]],
        "redacts": ["$part": [7, "file:1"]], "number": 1, "none": nil,
    ]

    @Test("names its holes")
    func holes() {
        #expect(
            Template.holes(in: template) == [.media(7), .event(8), .room(9), .media(10), .part(7, "file:1")])
        #expect(Template.holes(in: ["$event": "8"]).isEmpty)
    }

    @Test("is filled everywhere and changed nowhere else")
    func filled() {
        let filled = Template.filled(template) { hole in
            switch hole {
            case .event(let key): "$e\(key)"
            case .part(let key, let part): "$e\(key)\(part)"
            case .room(let key): "!r\(key)"
            case .media(let key): "mxc://m\(key)"
            }
        }
        #expect(
            filled == [
                "url": "mxc://m7", "relates": ["event_id": "$e8", "list": ["!r9", "plain"]],
                "html": "<a href=\"!r9\">mxc://m10</a>", "redacts": "$e7file:1", "number": 1, "none": nil,
            ])
    }

    @Test("survives its JSON form")
    func roundTrip() throws {
        for hole in [Template.Hole.event(1), .part(1, "file:1"), .room(2), .media(3)] {
            let read = try JSONValue(parsing: Template.json(hole).canonicalBytes())
            #expect(Template.hole(in: read) == hole)
        }
    }

    @Test("takes nothing else for a hole")
    func noHoles() {
        let others: [JSONValue] = [
            ["$event": 1, "x": 2], ["$event": "1"], ["event": 1], "$event", ["$text": "x"], ["$other": 1],
            [:],
            ["$part": 1], ["$part": ["1", "file:1"]], ["$part": [1]],
        ]
        for value in others {
            #expect(Template.hole(in: value) == nil)
            #expect(Template.filled(value) { _ in "filled" } == value)
        }
    }

    @Test("passes on why a hole cannot be filled")
    func failure() {
        struct Missing: Error {}
        #expect(throws: Missing.self) { try Template.filled(template) { _ in throw Missing() } }
    }
}
