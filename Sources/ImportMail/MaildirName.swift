// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// Names in a Maildir: folders of Maildir++ in modified UTF-7 (RFC 3501 section 5.1.3), and the flags of a mail.
enum MaildirName {
    /// The mailbox that a folder with `cur` in it is: `user/.Sent.2020` is `user/Sent/2020`.
    static func mailbox(_ folders: [String]) -> String {
        folders.map { folder in
            guard folder.hasPrefix("."), folder.count > 1 else { return decoded(folder) }
            return folder.dropFirst().split(separator: ".").map { decoded(String($0)) }.joined(separator: "/")
        }.joined(separator: "/")
    }

    /// The flags behind `:2,`, which Windows and ZIP programs write as `;2,`, `!2,`, `_2,` or `-2,`.
    static func flags(_ name: String) -> Set<Character> {
        guard let mark = name.ranges(of: "2,").last, mark.lowerBound > name.startIndex,
            ":;!_-".contains(name[name.index(before: mark.lowerBound)])
        else { return [] }
        return Set(name[mark.upperBound...].prefix { $0.isLetter })
    }

    /// When the mail of a name arrived: Maildir's names begin with the seconds since 1970; `nil` for other names.
    static func arrival(_ name: String) -> Timestamp? {
        let parts = name.split(separator: "/")
        guard parts.count >= 2, ["cur", "new"].contains(parts[parts.count - 2]), let last = parts.last else {
            return nil
        }
        let digits = last.prefix(while: \.isNumber)
        guard (9...10).contains(digits.count), last.dropFirst(digits.count).first == ".",
            let seconds = Int64(digits)
        else { return nil }
        return Timestamp(seconds: seconds)
    }

    /// How many bytes the mail of a name has, where the name states it (`,S=4711`, Maildir++); `nil` for other names.
    static func size(_ name: String) -> Int64? {
        guard let last = name.split(separator: "/").last, let mark = last.firstRange(of: ",S=") else {
            return nil
        }
        return Int64(last[mark.upperBound...].prefix { $0.isNumber })
    }

    /// Text out of modified UTF-7; what is none stays.
    static func decoded(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
        var result = ""
        var rest = Substring(text)
        while let mark = rest.firstIndex(of: "&") {
            result += rest[..<mark]
            guard let end = rest[mark...].firstIndex(of: "-") else { return result + rest[mark...] }
            let code = rest[rest.index(after: mark)..<end]
            result += code.isEmpty ? "&" : unpacked(code) ?? String(rest[mark...end])
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }

    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,".utf8)

    private static func unpacked(_ code: Substring) -> String? {
        var bits: UInt32 = 0
        var count = 0
        var units: [UInt16] = []
        for byte in code.utf8 {
            guard let value = digits.firstIndex(of: byte) else { return nil }
            bits = bits << 6 | UInt32(value)
            count += 6
            if count >= 16 {
                count -= 16
                units.append(UInt16(truncatingIfNeeded: bits >> UInt32(count)))
                bits &= (1 << UInt32(count)) - 1
            }
        }
        return units.isEmpty ? nil : String(decoding: units, as: UTF16.self)
    }
}
