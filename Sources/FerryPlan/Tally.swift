// SPDX-License-Identifier: Apache-2.0
import FerryModel

/// Counts what becomes of every record, once each.
struct Tally {
    /// What became of a record.
    enum Verdict {
        case carried
        case carriedWithLoss
        case notCarried
    }

    private(set) var balance: [RecordKind: Balance] = [:]

    mutating func count(_ kind: RecordKind, _ verdict: Verdict, times: Int = 1) {
        switch verdict {
        case .carried: balance[kind, default: Balance()].carried += times
        case .carriedWithLoss: balance[kind, default: Balance()].carriedWithLoss += times
        case .notCarried: balance[kind, default: Balance()].notCarried += times
        }
    }

    /// Sets what the store says was parsed, and refuses a balance that does not add up.
    mutating func close(parsed: [RecordKind: Int]) throws {
        for kind in RecordKind.allCases {
            balance[kind, default: Balance()].parsed = parsed[kind] ?? 0
        }
        for (kind, balance) in balance.sorted(by: { $0.key.rawValue < $1.key.rawValue }) where !balance.isEven
        {
            throw Failure(
                .bug,
                "the balance of \(kind.rawValue) records does not add up: \(balance.parsed) parsed, "
                    + "\(balance.carried) carried, \(balance.carriedWithLoss) with loss, "
                    + "\(balance.notCarried) not carried",
                remedy: "nothing was planned; please report this with the figures above")
        }
    }
}
