// SPDX-License-Identifier: Apache-2.0
internal import CGMime

/// Text out of headers: encoded words (RFC 2047), and bytes that nobody encoded.
enum MimeText {
    private static let options: Int = {
        g_mime_init()
        // What is not encoded is UTF-8, or else what Windows writes.
        var charsets: [UnsafePointer<CChar>?] = [fallbacks.0, fallbacks.1, nil]
        g_mime_parser_options_set_fallback_charsets(g_mime_parser_options_get_default(), &charsets)
        return 0
    }()

    nonisolated(unsafe) private static let fallbacks: (UnsafePointer<CChar>?, UnsafePointer<CChar>?) = (
        UnsafePointer(g_strdup("utf-8")), UnsafePointer(g_strdup("windows-1252"))
    )

    /// The text of a header's value, without control characters.
    static func header(_ value: [UInt8]) -> String {
        guard options == 0 else { return "" }
        let isPlain = value.allSatisfy { $0 >= 32 && $0 < 127 }
        guard !isPlain || value.firstRange(of: [UInt8(ascii: "="), UInt8(ascii: "?")]) != nil else {
            return String(decoding: value, as: UTF8.self)
        }
        let terminated = value.filter { $0 != 0 } + [0]
        let decoded = terminated.withUnsafeBytes { bytes -> String in
            guard
                let text = g_mime_utils_header_decode_text(
                    nil, bytes.baseAddress?.assumingMemoryBound(to: CChar.self))
            else { return "" }
            defer { g_free(text) }
            return String(cString: text)
        }
        return clean(decoded)
    }

    /// The addresses in a header's value, groups taken apart.
    static func addresses(_ value: [UInt8], limit: Int = 200) -> [MailAddress] {
        guard options == 0, !value.isEmpty else { return [] }
        let terminated = value.prefix(64 << 10).filter { $0 != 0 } + [0]
        return terminated.withUnsafeBytes { bytes in
            let text = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
            guard let list = internet_address_list_parse(nil, text) else { return [] }
            defer { ferry_mime_release(list) }
            var found: [MailAddress] = []
            collect(list, limit: limit, depth: 0, into: &found)
            return found
        }
    }

    private static func collect(
        _ list: UnsafeMutablePointer<InternetAddressList>, limit: Int, depth: Int,
        into found: inout [MailAddress]
    ) {
        for position in 0..<max(0, internet_address_list_length(list)) where found.count < limit {
            guard let entry = internet_address_list_get_address(list, position) else { continue }
            if let members = ferry_mime_members(entry) {
                if depth < 4 { collect(members, limit: limit, depth: depth + 1, into: &found) }
            } else if let address = ferry_mime_address(entry) {
                found.append(
                    MailAddress(
                        address: clean(String(cString: address)),
                        name: clean(MimeNode.text(internet_address_get_name(entry)))))
            }
        }
    }

    /// Text without what has no place in a line.
    static func clean(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 }) else { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where scalar.value != 0 {
            result.append(scalar.value < 32 || scalar.value == 127 ? " " : scalar)
        }
        return String(result)
    }
}
