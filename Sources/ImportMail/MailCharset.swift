// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// Text out of bytes in whatever character set a mail states, or does not state, or states wrongly.
enum MailCharset {
    /// What came out, and whether it may differ from what was written: the stated character set had to be put aside, or
    /// some bytes mean nothing in it.
    struct Text {
        var text: String
        var isGuessed: Bool
    }

    /// Decodes bytes. Without a usable statement they are UTF-8 if they can be, else what Windows writes.
    static func decode(_ bytes: [UInt8], stated: String?) -> Text {
        let name = canonical(stated ?? "")
        if name == "UTF-8" || name.isEmpty {
            if let text = String(validating: bytes, as: UTF8.self) {
                return Text(text: clean(text), isGuessed: false)
            }
            return Text(text: clean(repaired(bytes)), isGuessed: true)
        }
        // Many programs call everything Latin 1.
        if name == "WINDOWS-1252", bytes.contains(where: { $0 >= 0x80 }),
            let text = String(validating: bytes, as: UTF8.self),
            hasMultibyte(bytes)
        {
            return Text(text: clean(text), isGuessed: true)
        }
        if let (text, failures) = converted(bytes, from: name) {
            return Text(text: clean(text), isGuessed: failures > 0)
        }
        if let text = String(validating: bytes, as: UTF8.self) {
            return Text(text: clean(text), isGuessed: true)
        }
        return Text(
            text: clean(converted(bytes, from: "WINDOWS-1252")?.text ?? latin1(bytes)), isGuessed: true)
    }

    /// What iconv calls a character set; empty for names that say nothing.
    static func canonical(_ stated: String) -> String {
        let name = stated.lowercased().filter {
            $0.isASCII && ($0.isLetter || $0.isNumber || "-_.:+".contains($0))
        }
        if let known = names[name] { return known }
        if name.hasPrefix("x-unknown") || name.hasPrefix("unknown") { return "" }
        if name.hasPrefix("cp-") { return "CP" + name.dropFirst(3) }
        if name.hasPrefix("iso8859-") { return "ISO-8859-" + name.dropFirst(8) }
        return name.uppercased()
    }

    // Wider sets stand in for narrower ones, as mail programs use them; https://encoding.spec.whatwg.org/#names-and-labels.
    private static let names: [String: String] = [
        "": "", "utf-8": "UTF-8", "utf8": "UTF-8", "us-ascii": "", "ascii": "", "default": "", "binary": "",
        "8bit": "", "x-user-defined": "", "charset": "", "none": "", "unicode-1-1-utf-8": "UTF-8",
        "iso-8859-1": "WINDOWS-1252", "iso8859-1": "WINDOWS-1252", "latin1": "WINDOWS-1252",
        "latin-1": "WINDOWS-1252",
        "ansi": "WINDOWS-1252", "x-ansi": "WINDOWS-1252", "cp1252": "WINDOWS-1252", "ansi_x3.4-1968": "",
        "iso-8859-9": "WINDOWS-1254", "iso-8859-11": "CP874", "tis-620": "CP874", "windows-874": "CP874",
        "iso-8859-8-i": "ISO-8859-8", "iso-8859-8-e": "ISO-8859-8", "iso-8859-6-i": "ISO-8859-6",
        "gb2312": "GB18030", "gb_2312-80": "GB18030", "x-gbk": "GB18030", "gbk": "GB18030",
        "euc-cn": "GB18030",
        "hz-gb-2312": "HZ", "big5": "BIG5-HKSCS", "big-5": "BIG5-HKSCS",
        "ks_c_5601-1987": "UHC", "euc-kr": "UHC", "ks_c_5601": "UHC", "ksc5601": "UHC",
        "shift_jis": "CP932", "shift-jis": "CP932", "sjis": "CP932", "x-sjis": "CP932",
        "windows-31j": "CP932",
        "unicode-1-1-utf-7": "UTF-7", "utf-7": "UTF-7", "utf-16": "UTF-16", "ucs-2": "UTF-16",
        "x-mac-roman": "MACINTOSH", "macroman": "MACINTOSH", "x-macroman": "MACINTOSH", "mac": "MACINTOSH",
        "koi8r": "KOI8-R", "x-windows-1251": "WINDOWS-1251", "x-cp1251": "WINDOWS-1251",
    ]

    /// The bytes through iconv; what cannot be converted is marked and counted. `nil` for a set that nobody knows, and where most
    /// cannot be converted.
    private static func converted(_ bytes: [UInt8], from name: String) -> (text: String, failures: Int)? {
        guard let converter = iconv_open("UTF-8", name), converter != iconv_t(bitPattern: -1) else {
            return nil
        }
        defer { iconv_close(converter) }
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count + bytes.count / 2 + 16)
        var failures = 0
        var input = bytes
        var buffer = [CChar](repeating: 0, count: 16 << 10)
        input.withUnsafeMutableBytes { source in
            var next = source.baseAddress?.assumingMemoryBound(to: CChar.self)
            var rest = source.count
            while rest > 0 {
                let result = buffer.withUnsafeMutableBufferPointer { target -> Int in
                    var place = target.baseAddress
                    var room = target.count
                    let result = iconv(converter, &next, &rest, &place, &room)
                    output.append(
                        contentsOf: target.prefix(target.count - room).map { UInt8(bitPattern: $0) })
                    return result == Int(bitPattern: UInt.max) ? Int(errno) : 0
                }
                if result == 0 { break }
                guard result != Int(E2BIG) else { continue }
                output.append(contentsOf: [0xEF, 0xBF, 0xBD])
                failures += 1
                next = next?.advanced(by: 1)
                rest -= 1
            }
        }
        guard failures * 4 <= bytes.count else { return nil }
        return String(validating: output, as: UTF8.self).map { ($0, failures) }
    }

    /// Mostly UTF-8 with some damage, or else Windows-1252.
    private static func repaired(_ bytes: [UInt8]) -> String {
        let text = String(decoding: bytes, as: UTF8.self)
        let damaged = text.unicodeScalars.count { $0 == "\u{FFFD}" }
        let whole = text.unicodeScalars.count { $0.value >= 0x80 && $0 != "\u{FFFD}" }
        return damaged <= whole / 2 ? text : converted(bytes, from: "WINDOWS-1252")?.text ?? latin1(bytes)
    }

    private static func hasMultibyte(_ bytes: [UInt8]) -> Bool {
        bytes.contains { (0xC3...0xF4).contains($0) }
    }

    private static func latin1(_ bytes: [UInt8]) -> String {
        var view = String.UnicodeScalarView()
        for byte in bytes { view.append(Unicode.Scalar(byte)) }
        return String(view)
    }

    // Line ends of every kind become one; NUL and other controls have no place in a text.
    private static func clean(_ text: String) -> String {
        let isClean = text.utf8.allSatisfy { $0 >= 32 || $0 == 10 || $0 == 9 }
        guard !isClean else {
            return text.utf8.starts(with: [0xEF, 0xBB, 0xBF]) ? String(text.unicodeScalars.dropFirst()) : text
        }
        var result: [UInt8] = []
        result.reserveCapacity(text.utf8.count)
        var before: UInt8 = 0
        for byte in text.utf8 {
            switch byte {
            case 13: result.append(10)
            case 10: if before != 13 { result.append(10) }
            case 9, 32...: result.append(byte)
            case 12: result.append(10)
            default: break
            }
            before = byte
        }
        return String(decoding: result, as: UTF8.self)
    }
}
