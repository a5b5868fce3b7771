// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// Text as Zoom's archived files hold it: base64 of UTF-8.
enum Base64Text {
    /// The text; one that is no base64 of UTF-8 as it is.
    static func decoded(_ text: String) -> String {
        guard let bytes = bytes(text), let decoded = String(validating: bytes, as: UTF8.self) else {
            return text
        }
        return decoded
    }

    private static func bytes(_ text: String) -> [UInt8]? {
        let digits = text.utf8.filter { $0 != 61 && $0 != 10 && $0 != 13 }
        guard !digits.isEmpty, digits.count % 4 != 1, text.utf8.count % 4 == 0 || !text.utf8.contains(61)
        else {
            return nil
        }
        return Base64.bytes(digits, isURLSafe: true)
    }
}
