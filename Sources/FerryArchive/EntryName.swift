// SPDX-License-Identifier: Apache-2.0

/// A name as a container stores it, judged and brought into one form.
struct EntryName {
    /// The name to show: normalised when it is usable.
    let text: String
    /// Why the name cannot be used, `nil` when it can.
    let refusal: RefusedEntry.Reason?

    /// Reads a stored name: UTF-8 where it is, code page 437 where it is not, whatever the container claims;
    /// exporters write UTF-8 without saying so.
    init(_ bytes: some Collection<UInt8>, limits: ArchiveLimits) {
        guard bytes.count <= limits.nameBytes else {
            text = Self.decode(bytes.prefix(64)) + "…"
            refusal = .nameTooLong
            return
        }
        let stored = Self.decode(bytes)
        guard !Self.leadsOutside(stored) else {
            text = stored
            refusal = .leadsOutside
            return
        }
        let parts = stored.utf8.split(separator: UInt8(ascii: "/")).filter { !$0.elementsEqual(".".utf8) }
        text = parts.map { String(Substring($0)) }.joined(separator: "/")
        refusal = text.isEmpty || bytes.contains(0) ? .nameUnusable : nil
    }

    private static func decode(_ bytes: some Collection<UInt8>) -> String {
        String(validating: bytes, as: UTF8.self) ?? CodePage437.decode(bytes)
    }

    /// Whether the name would reach out of its folder on any system: `\` counts as a separator here.
    private static func leadsOutside(_ name: String) -> Bool {
        let bytes = Array(name.utf8)
        let isSeparator = { (byte: UInt8) in byte == UInt8(ascii: "/") || byte == UInt8(ascii: "\\") }
        if let first = bytes.first, isSeparator(first) { return true }
        if bytes.count >= 2, bytes[1] == UInt8(ascii: ":"), bytes.count == 2 || isSeparator(bytes[2]),
            case UInt8(ascii: "a")...UInt8(ascii: "z") = bytes[0] | 0x20
        {
            return true
        }
        return bytes.split(whereSeparator: isSeparator).contains { $0.elementsEqual("..".utf8) }
    }
}
