// SPDX-License-Identifier: Apache-2.0
import FerryArchive
import Testing

/// What comes out of XML, in pieces of a size.
private struct Reading {
    var events: [XMLEvent] = []
    var repaired = 0
    var error: XMLError?

    init(_ bytes: [UInt8], pieces: Int = .max, limits: XMLLimits = .init()) throws {
        let list = EventList()
        let stream = XMLStream(limits: limits) { list.events.append($0) }
        do {
            var start = 0
            while start < bytes.count {
                let end = bytes.count - start > pieces ? start + pieces : bytes.count
                try bytes[start..<end].withUnsafeBytes { try stream.feed($0) }
                start = end
            }
            try stream.finish()
        } catch let error as XMLError {
            self.error = error
        }
        events = list.events
        repaired = stream.repaired
    }

    init(_ text: String, pieces: Int = .max, limits: XMLLimits = .init()) throws {
        try self.init(Array(text.utf8), pieces: pieces, limits: limits)
    }

    var texts: [String] { events.compactMap { if case .text(let text, _) = $0 { text } else { nil } } }
    var names: [String] { events.compactMap { if case .start(let name, _, _) = $0 { name } else { nil } } }
}

private final class EventList {
    var events: [XMLEvent] = []
}

struct XMLStreamTests {
    private static let sample = """
        <?xml version="1.0" encoding="UTF-8"?>
        <Dump xmlns:x="urn:x"><!-- a - comment with & < and <Dump> --><Message x:id="1" who='Ann &amp; "Bo" &lt;'>
        <Content>Grüße \u{1F600} a&amp;b &#x41;&#66; <![CDATA[<raw> & ]] &#1; ]]>end</Content><Empty/></Message></Dump>
        """

    @Test("elements, attributes and texts come in order, with their lines")
    func order() throws {
        let reading = try Reading(Self.sample)
        #expect(reading.error == nil)
        #expect(reading.repaired == 0)
        #expect(
            reading.events == [
                .start(name: "Dump", attributes: [:], line: 2),
                .start(name: "Message", attributes: ["id": "1", "who": "Ann & \"Bo\" <"], line: 2),
                .start(name: "Content", attributes: [:], line: 3),
                .text("Grüße \u{1F600} a&b AB <raw> & ]] &#1; end", isCut: false), .end(name: "Content"),
                .start(name: "Empty", attributes: [:], line: 3), .end(name: "Empty"), .end(name: "Message"),
                .end(name: "Dump"),
            ])
    }

    @Test("pieces may end anywhere")
    func pieces() throws {
        let whole = try Reading(Self.sample)
        for size in 1...40 {
            let reading = try Reading(Self.sample, pieces: size)
            #expect(reading.events == whole.events, "pieces of \(size)")
            #expect(reading.error == nil)
        }
        let bytes = Array(Self.sample.utf8)
        for cut in 1..<bytes.count {
            let list = EventList()
            let stream = XMLStream { list.events.append($0) }
            try bytes[..<cut].withUnsafeBytes { try stream.feed($0) }
            try bytes[cut...].withUnsafeBytes { try stream.feed($0) }
            try stream.finish()
            #expect(list.events == whole.events, "cut at \(cut)")
        }
    }

    @Test("a file cut anywhere says so, and what came before is handed out")
    func truncation() throws {
        let bytes = Array(Self.sample.utf8)
        let whole = try Reading(bytes)
        for length in 0..<bytes.count {
            let reading = try Reading(Array(bytes[..<length]))
            #expect(reading.error?.reason == .truncated, "cut after \(length)")
            #expect(whole.events.starts(with: reading.events), "cut after \(length)")
        }
    }

    @Test("what nearly well-formed files hold is repaired and counted")
    func repairs() throws {
        let mark = "\u{FFFD}"
        let cases: [(String, String, Int)] = [
            ("a\u{1}b\u{0}c\u{1F}d", "a\(mark)b\(mark)c\(mark)d", 3),
            ("a&#1;b&#xB;c&#xFFFE;d&#xD800;", "a\(mark)b\(mark)c\(mark)d\(mark)", 4),
            (
                "AT&T & Co &nbsp; &; &#; &#xZZ; &#99999999999;",
                "AT&T & Co &nbsp; &; &#; &#xZZ; &#99999999999;", 7
            ),
            ("(< 1 K) <3 <= ]]> x", "(< 1 K) <3 <= ]]> x", 4),
            ("a\u{FFFE}b", "a\(mark)b", 1), ("tab\tline\r\nend", "tab\tline\nend", 0),
        ]
        for (text, expected, count) in cases {
            let document = "<a><b>\(text)</b></a>"
            for size in [Int.max, 1, 2, 3, 5, 7] {
                let reading = try Reading(document, pieces: size)
                #expect(reading.error == nil, "\(text.debugDescription) in pieces of \(size)")
                #expect(reading.texts == [expected])
                #expect(reading.repaired == count, "\(text.debugDescription)")
            }
        }
    }

    @Test("bytes that are no UTF-8 are replaced, whichever way the pieces lie")
    func brokenUTF8() throws {
        let bodies: [([UInt8], String)] = [
            ([0x61, 0xFF, 0x62], "a\u{FFFD}b"), ([0xC3], "\u{FFFD}"),
            ([0xE2, 0x82, 0x61], "\u{FFFD}\u{FFFD}a"),
            ([0xED, 0xA0, 0x80], "\u{FFFD}"), ([0xF4, 0x90, 0x80, 0x80], "\u{FFFD}"),
            ([0xC0, 0x80], "\u{FFFD}\u{FFFD}"),
            ([0xF0, 0x9F, 0x98, 0x80], "\u{1F600}"),
        ]
        for (body, expected) in bodies {
            let document = Array("<a>".utf8) + body + Array("</a>".utf8)
            for size in [Int.max, 1, 2, 3] {
                #expect(try Reading(document, pieces: size).texts == [expected], "\(body)")
            }
        }
    }

    @Test("UTF-16, Latin-1 and others are read by mark or declaration")
    func encodings() throws {
        let text = "<?xml version=\"1.0\" encoding=\"utf-16\"?><a>Grüße €</a>"
        var little: [UInt8] = [0xFF, 0xFE]
        var big: [UInt8] = [0xFE, 0xFF]
        for unit in text.utf16 {
            little += [UInt8(unit & 0xFF), UInt8(unit >> 8)]
            big += [UInt8(unit >> 8), UInt8(unit & 0xFF)]
        }
        let latin =
            Array("<?xml version='1.0' encoding='ISO-8859-1' ?><a>Gr".utf8) + [0xFC, 0xDF]
            + Array("e</a>".utf8)
        let windows =
            Array("<?xml version='1.0' encoding='windows-1252'?><a>".utf8) + [0x80] + Array("</a>".utf8)
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF] + Array("<a>ä</a>".utf8)
        for size in [Int.max, 1, 3] {
            #expect(try Reading(little, pieces: size).texts == ["Grüße €"])
            #expect(try Reading(big, pieces: size).texts == ["Grüße €"])
            #expect(try Reading(Array(little.dropFirst(2)), pieces: size).texts == ["Grüße €"])
            // Declared, but not true: .NET does this.
            #expect(try Reading(text, pieces: size).texts == ["Grüße €"])
            #expect(try Reading(latin, pieces: size).texts == ["Grüße"])
            #expect(try Reading(windows, pieces: size).texts == ["€"])
            #expect(try Reading(mark, pieces: size).texts == ["ä"])
            #expect(try Reading("\n \n<?xml version='1.0'?><a>b</a>", pieces: size).texts == ["b"])
        }
        let unknown = try Reading("<?xml version='1.0' encoding='klingon-8'?><a/>")
        #expect(unknown.error?.reason == .encoding)
    }

    @Test(
        "bytes without meaning in the encoding that is declared are each replaced, however many there are",
        arguments: [("US-ASCII", 0xE4), ("ISO-8859-8", 0xBF), ("SHIFT_JIS", 0xFF)] as [(String, UInt8)])
    func brokenConversion(encoding: String, byte: UInt8) throws {
        let count = 50_000
        let head = Array("<?xml version=\"1.0\" encoding=\"\(encoding)\"?><a>x".utf8)
        let bytes =
            head + (0..<count).flatMap { [byte, UInt8(ascii: $0 % 7 == 0 ? "b" : "c")] } + Array("</a>".utf8)
        for pieces in [Int.max, 65_536, 4_099] {
            let reading = try Reading(bytes, pieces: pieces)
            #expect(reading.error == nil)
            #expect(reading.repaired == count)
            let text = reading.texts.joined()
            #expect(text.unicodeScalars.count == 2 * count + 1)
            #expect(text.unicodeScalars.count { $0 == "\u{FFFD}" } == count)
        }
    }

    @Test("characters that lie across pieces are whole in encodings of several bytes")
    func convertedPieces() throws {
        let head = Array("<?xml version=\"1.0\" encoding=\"SHIFT_JIS\"?><a>".utf8)
        // "あ" and a half-width letter, so that pairs begin at even and odd places.
        let bytes =
            head + (0..<30_000).flatMap { $0 % 3 == 0 ? [0x82, 0xA0, 0x62] : [0x82, 0xA0] }
            + Array("</a>".utf8)
        let wanted = (0..<30_000).map { $0 % 3 == 0 ? "あb" : "あ" }.joined()
        for pieces in [Int.max, 65_536, 4_099, 1] {
            let reading = try Reading(bytes, pieces: pieces)
            #expect(reading.repaired == 0)
            #expect(reading.texts.joined() == wanted)
        }
    }

    @Test("a declaration of more than 1,024 bytes is not looked at, whichever way the pieces lie")
    func longDeclaration() throws {
        let text = "<?xml version=\"1.0\" encoding=\"" + String(repeating: "x", count: 1_200) + "\"?><a/>"
        let whole = try Reading(text)
        for pieces in [1, 700, 1_023, 1_024, 1_100] {
            let reading = try Reading(text, pieces: pieces)
            #expect(reading.error?.reason == whole.error?.reason)
            #expect(reading.names == whole.names)
        }
    }

    @Test("a half character at the end of UTF-16 is replaced, not fatal by itself")
    func halfUnit() throws {
        var bytes: [UInt8] = [0xFF, 0xFE]
        for unit in "<a>b</a>\n".utf16 { bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
        let reading = try Reading(bytes + [0x0A])
        #expect(reading.texts == ["b"])
        #expect(reading.repaired == 1)
    }

    @Test("a DOCTYPE is refused before anything in it counts")
    func doctype() throws {
        let laughs = """
            <?xml version="1.0"?>
            <!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;">]>
            <lolz>&lol2;</lolz>
            """
        let external = "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a>b</a>"
        let entity = "<!doctype a [<!ENTITY x SYSTEM \"http://localhost/\">]><a>&x;</a>"
        for text in [laughs, external, entity] {
            for size in [Int.max, 1, 4] {
                let reading = try Reading(text, pieces: size)
                #expect(reading.error?.reason == .doctype)
                #expect(reading.events.isEmpty)
            }
        }
        #expect(try Reading(laughs).error?.line == 2)
        #expect(try Reading("<a><![CDATA[<!DOCTYPE b>]]></a>").texts == ["<!DOCTYPE b>"])
    }

    @Test("an entity that nobody defined is the text it looks like")
    func entities() throws {
        let reading = try Reading("<a x='&secret;'>&secret;</a>")
        #expect(reading.texts == ["&secret;"])
        #expect(reading.events.first == .start(name: "a", attributes: ["x": "&secret;"], line: 1))
    }

    @Test("nesting, names, attributes and texts have limits")
    func limits() throws {
        let deep = String(repeating: "<a>", count: 100_000)
        #expect(try Reading(deep).error?.reason == .tooDeep)
        let name = String(repeating: "n", count: 100_000)
        #expect(try Reading("<\(name)/>").error != nil)
        #expect(try Reading("<\(name.prefix(300))/>").error?.reason == .tooLarge)
        let attributes = (0..<1000).map { "a\($0)='1'" }.joined(separator: " ")
        #expect(try Reading("<a \(attributes)/>").error?.reason == .tooLarge)
        let value = String(repeating: "v", count: 5 << 20)
        #expect(try Reading("<a b='\(value)'/>").error?.reason == .tooLarge)
        #expect(try Reading("<a b='\(value)\(value)\(value)'/>", pieces: 1 << 16).error != nil)
        let small = XMLLimits(textBytes: 4)
        let reading = try Reading("<a>äöü</a>", limits: small)
        #expect(reading.events[1] == .text("äö", isCut: true))
        #expect(try Reading("<a>xäö</a>", limits: small).events[1] == .text("xä", isCut: true))
        let text = String(repeating: "long text ", count: 2 << 20)
        let long = try Reading("<a>\(text)</a>", pieces: 1 << 16)
        #expect(long.texts.first?.utf8.count == 8 << 20)
        #expect(long.error == nil)
    }

    @Test("names without end do not fill the memory")
    func manyNames() throws {
        var text = "<a>"
        for index in 0..<20_000 { text += "<element-with-a-long-name-\(index)/>" }
        #expect(try Reading(text + "</a>", pieces: 1 << 16).error?.reason == .tooLarge)
    }

    @Test("CDATA sections and comments of more than 10 MB are read, and so is what follows them")
    func longSections() throws {
        let content = Array(repeating: "Anhang größer als <zuvor> & \r\n -- ]] ", count: 280_000).joined()
        let document = Array("<a><!--\(content)--><b><![CDATA[\(content)]]></b><c>danach</c></a>".utf8)
        let limits = XMLLimits(textBytes: 64 << 20)
        for pieces in [Int.max, 65_537] {
            let reading = try Reading(document, pieces: pieces, limits: limits)
            #expect(reading.error == nil)
            #expect(reading.repaired == 0)
            let isSame = reading.texts == [content, "danach"]
            #expect(isSame)
        }
        let cut = try Reading(document, pieces: 1 << 16)
        #expect(cut.texts.first?.utf8.count == 8 << 20)
        #expect(cut.texts.last == "danach")
    }

    @Test("a comment may say anything, also what is not allowed in one")
    func comments() throws {
        for size in [Int.max, 1, 2, 3] {
            let reading = try Reading("<a><!-- x -- y & <z \u{1} ---><b/></a>", pieces: size)
            #expect(reading.error == nil)
            #expect(reading.names == ["a", "b"])
        }
    }

    @Test("a comment without end is no memory without end")
    func endlessComment() throws {
        let reading = try Reading(
            "<a><!--" + String(repeating: "x", count: 30 << 20), pieces: 1 << 16)
        #expect(reading.error != nil)
        #expect(reading.names == ["a"])
    }

    @Test("what is not XML is an error with the line")
    func malformed() throws {
        #expect(try Reading("<a>\n<b>\n</c></a>").error == XMLError(.malformed(76), line: 3))
        #expect(try Reading("{\"a\": 1}").error != nil)
        #expect(try Reading("").error?.reason == .truncated)
        #expect(try Reading("<a/><b/>").error != nil)
        #expect(try Reading("<p:a><q:b/></p:a>").names == ["a", "b"])
    }

    @Test("an entry of an archive is read, packed with gzip or not")
    func entries() throws {
        let folder = try TemporaryFolder()
        try folder.folder("in")
        let text = Array(Self.sample.utf8)
        try folder.write("in/a.xml", text)
        try folder.write("in/b.xml.gz", try PackedFiles.pack([.init(name: "", data: text)], .gzip))
        let archive = try Archive.open(folder.path + "/in")
        let whole = try Reading(Self.sample)
        for entry in archive.entries {
            var events: [XMLEvent] = []
            var bytes = 0
            #expect(try archive.events(of: entry, progress: { bytes += $0 }) { events.append($0) } == 0)
            #expect(events == whole.events)
            #expect(bytes == text.count)
        }
    }

    @Test("what the reader's owner throws ends the reading and comes out")
    func ownError() throws {
        struct Enough: Error {}
        let list = EventList()
        let stream = XMLStream { event in
            list.events.append(event)
            if case .start("b", _, _) = event { throw Enough() }
        }
        #expect(throws: Enough.self) {
            try Array("<a><b/><c/></a>".utf8).withUnsafeBytes { try stream.feed($0) }
        }
        #expect(list.events.count == 2)
        #expect(throws: Enough.self) { try stream.finish() }
    }
}
