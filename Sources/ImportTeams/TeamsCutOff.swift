// SPDX-License-Identifier: Apache-2.0

/// What `ConvertTo-Json` leaves of an object below its `-Depth`: `@{id=1; name=Anna}` as one text, of other objects
/// than its own the name of their class only, `System.Collections.Hashtable`.
enum TeamsCutOff {
    /// What such texts begin with.
    static let starts: [StaticString] = ["@{", "System.Collections.", "System.Object", "Microsoft.Graph."]

    /// Whether a text is what is left of an object or of an array of objects.
    static func isOne(_ text: String) -> Bool {
        starts.contains { start in
            start.withUTF8Buffer { text.utf8.starts(with: $0) }
        }
    }

    /// The value of a member, up to the next one; `nil` when it is not there. The case of names means nothing.
    static func value(_ name: String, in text: String) -> String? {
        guard text.hasPrefix("@{"), let mark = start(of: name, in: text) else { return nil }
        let value = text[mark...].prefix { $0 != ";" && $0 != "}" }
        return value.isEmpty ? nil : String(value)
    }

    /// The value of the last member, which may hold anything.
    static func rest(_ name: String, in text: String) -> String? {
        guard text.hasPrefix("@{"), text.hasSuffix("}"), let mark = start(of: name, in: text) else {
            return nil
        }
        let value = text[mark...].dropLast()
        return value.isEmpty ? nil : String(value)
    }

    private static func start(of name: String, in text: String) -> String.Index? {
        let wanted = Array((name + "=").utf8)
        var index = text.startIndex
        while let lead = [text[index...].firstRange(of: "@{"), text[index...].firstRange(of: "; ")]
            .compactMap({ $0?.upperBound }).min()
        {
            let here = text.utf8[lead...].prefix(wanted.count)
            if here.count == wanted.count, zip(here, wanted).allSatisfy({ isSame($0, $1) }) {
                return text.utf8.index(lead, offsetBy: wanted.count)
            }
            index = lead
        }
        return nil
    }

    private static func isSame(_ one: UInt8, _ other: UInt8) -> Bool {
        one == other || (one | 0x20 == other | 0x20 && (97...122).contains(one | 0x20))
    }
}
