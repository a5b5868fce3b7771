// SPDX-License-Identifier: Apache-2.0
import FerryModel

/// Counts what becomes of every record, once each, by the kind of system it comes from.
struct Tally {
    /// What became of a record.
    enum Verdict {
        case carried
        case carriedWithLoss
        case notCarried
    }

    /// The kind of system that the records counted next come from; set before each of them is planned.
    var source = SourceKind.slack

    private(set) var sourceBalance: [SourceKind: [RecordKind: Balance]] = [:]

    /// What became of the records of all sources.
    var balance: [RecordKind: Balance] {
        sourceBalance.values.reduce(into: [:]) { sum, balance in sum.merge(balance, uniquingKeysWith: +) }
    }

    /// Counts records; `other` is for one that another source's record brings with it.
    mutating func count(_ kind: RecordKind, _ verdict: Verdict, times: Int = 1, of other: SourceKind? = nil) {
        let source = other ?? source
        switch verdict {
        case .carried: sourceBalance[source, default: [:]][kind, default: Balance()].carried += times
        case .carriedWithLoss:
            sourceBalance[source, default: [:]][kind, default: Balance()].carriedWithLoss += times
        case .notCarried: sourceBalance[source, default: [:]][kind, default: Balance()].notCarried += times
        }
    }

    /// Sets what the store says was parsed, and refuses a balance that does not add up, be it of one source.
    mutating func close(parsed: [SourceKind: [RecordKind: Int]]) throws {
        for source in SourceKind.allCases where parsed[source] != nil || sourceBalance[source] != nil {
            for kind in RecordKind.allCases {
                sourceBalance[source, default: [:]][kind, default: Balance()].parsed =
                    parsed[source]?[kind] ?? 0
            }
            for (kind, balance) in (sourceBalance[source] ?? [:]).sorted(by: {
                $0.key.rawValue < $1.key.rawValue
            }) where !balance.isEven {
                throw Failure(
                    .bug,
                    "the balance of \(source.rawValue) \(kind.rawValue) records does not add up: "
                        + "\(balance.parsed) parsed, \(balance.carried) carried, "
                        + "\(balance.carriedWithLoss) with loss, \(balance.notCarried) not carried",
                    remedy: "nothing was planned; please report this with the figures above")
            }
        }
    }
}
