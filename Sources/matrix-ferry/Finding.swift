// SPDX-License-Identifier: Apache-2.0

/// What one check of `doctor` has shown.
struct Finding: Sendable {
    let check: String
    let isGood: Bool
    let found: String
    let remedy: String

    static func good(_ check: String, _ found: String) -> Finding {
        Finding(check: check, isGood: true, found: found, remedy: "")
    }

    static func bad(_ check: String, _ found: String, _ remedy: String) -> Finding {
        Finding(check: check, isGood: false, found: found, remedy: remedy)
    }

    /// One or two lines for people.
    var words: String {
        (isGood ? "ok       " : "PROBLEM  ") + check + ": " + found
            + (remedy.isEmpty ? "" : "\n         what to do: " + remedy)
    }
}
