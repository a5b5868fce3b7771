// SPDX-License-Identifier: Apache-2.0

/// What `ConvertTo-Json` leaves of an object below its `-Depth`: `@{id=1; name=Anna}` as one text.
enum TeamsCutOff {
    /// The value of a member, up to the next one; `nil` when it is not there.
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
        for lead in ["@{", "; "] {
            if let found = text.firstRange(of: lead + name + "=") { return found.upperBound }
        }
        return nil
    }
}
