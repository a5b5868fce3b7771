// SPDX-License-Identifier: Apache-2.0

/// Links that mail filters have wrapped into links of their own.
enum SafeLink {
    /// The link that stands behind a filter's, which will not work any more once the tenant is gone; any other
    /// link as it is.
    static func target(of url: String) -> String {
        // Byte by byte, since every link is looked at.
        guard url.utf8.starts(with: "https://".utf8),
            let slash = url.utf8.dropFirst(8).firstIndex(of: UInt8(ascii: "/")),
            url.utf8[..<slash].reversed().starts(with: filter),
            let mark = url[slash...].firstRange(of: "url=")
        else { return url }
        let value = url[mark.upperBound...].prefix { $0 != "&" && $0 != "#" }
        let target = PercentText.decoded(value)
        return target.hasPrefix("http") ? target : url
    }

    private static let filter = Array(".safelinks.protection.outlook.com".utf8.reversed())
}

/// Percent-encoded text.
public enum PercentText {
    /// The text with its percent escapes undone; what is no escape stays.
    public static func decoded(_ text: Substring) -> String { decoded(String(text)) }

    /// The text with its percent escapes undone; what is no escape stays.
    public static func decoded(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%"), rest.count >= 2,
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            else {
                bytes.append(byte)
                continue
            }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
