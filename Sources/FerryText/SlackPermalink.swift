// SPDX-License-Identifier: Apache-2.0

/// Slack's own links to messages: `https://<workspace>.slack.com/archives/C012/p1735689600000100`.
public enum SlackPermalink {
    /// The channel's id and the message's `ts` a link names; `nil` for any other URL.
    public static func parts(of url: String) -> (channel: String, ts: String)? {
        let bytes = url.utf8
        guard bytes.starts(with: "https://".utf8),
            let host = bytes.dropFirst(8).firstIndex(of: UInt8(ascii: "/")),
            bytes[..<host].suffix(10).elementsEqual(".slack.com".utf8)
        else { return nil }
        let path = url[host...].prefix { $0 != "?" && $0 != "#" }
        let names = path.split(separator: "/")
        guard names.count == 3, names[0] == "archives", names[2].first == "p" else { return nil }
        let digits = names[2].dropFirst()
        guard digits.utf8.count > 6, digits.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) else { return nil }
        return (String(names[1]), digits.dropLast(6) + "." + digits.suffix(6))
    }
}
