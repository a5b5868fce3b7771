// SPDX-License-Identifier: Apache-2.0
import FerryModel

@testable import FerryPlan
@testable import ImportTeams

extension HostileTarget {
    /// Tables that people edit: what is written reads back, no field begins a formula, and what cannot be understood
    /// is refused in words.
    static let tables = HostileTarget("tables") { input in
        var input = InputBytes(input)
        let choice = input.byte()
        let text = input.text
        switch choice % 6 {
        case 0: try checkRoundTrip(text)
        case 1: try allowed { _ = try PeopleMapping(csv: text, path: "people.csv", server: "example.org") }
        case 2:
            // Needs the whole planner, which the fuzzer's build leaves out; the reader of tables is the same.
            #if !FERRY_FUZZ
                try allowed { _ = try RoomMapping(csv: text, path: "rooms.csv") }
            #endif
        case 3:
            try allowed {
                let alias = try AddressAlias(["old.example=example.org"])
                let extract = try DirectoryExtract(
                    text, path: "directory", alias: alias, server: "example.org")
                for entry in extract.entries {
                    try promise(
                        entry.addresses.allSatisfy { $0.contains("@") }, "an address without a domain")
                }
            }
        case 4: _ = LDIF.records(text)
        default: _ = TeamsFileMapping.lines(text, folder: "files/")
        }
    }

    private static func checkRoundTrip(_ text: String) throws {
        let records = CSV.records(text).map(\.fields)
        let written = CSV.text([["first", "second"]] + records)
        let again = CSV.records(written).dropFirst().map(\.fields)
        try promise(again.count == records.count, "records got lost")
        for (record, back) in zip(records, again) {
            try promise(back.map(CSV.unguarded) == record, "a field reads back as another one")
            for field in back {
                let first = field.unicodeScalars.first
                try promise(first != "=" && first != "+" && first != "\t" && first != "\r", "a formula")
            }
        }
    }
}
