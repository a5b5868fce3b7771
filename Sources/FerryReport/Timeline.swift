// SPDX-License-Identifier: Apache-2.0
import FerryModel

/// Months gathered into as many periods as a chart can show, with the empty ones between them.
struct Timeline {
    enum Unit: Int {
        case month = 1
        case quarter = 3
        case year = 12
    }

    struct Period: Equatable {
        let label: String
        /// One count for each of `sources`.
        var counts: [Int]
        var total: Int { counts.reduce(0, +) }
    }

    // More columns than this are too thin to see.
    private static let mostPeriods = 60
    // One message with a broken clock must not stretch the axis over thousands of years.
    private static let mostYears = 120

    let unit: Unit
    let sources: [String]
    let periods: [Period]

    init(_ months: [PlanSummary.Month]) {
        let placed = months.compactMap { month in Self.index(month.month).map { ($0, month) } }
        let order = SourceKind.allCases.map(\.rawValue)
        sources = Set(months.map(\.source)).sorted { one, other in
            (order.firstIndex(of: one) ?? order.count, one) < (
                order.firstIndex(of: other) ?? order.count, other
            )
        }
        let first = placed.map(\.0).min() ?? 0
        let last = placed.map(\.0).max() ?? -1
        let fitting = [Unit.month, .quarter].first { (last - first) / $0.rawValue < Self.mostPeriods }
        let unit = fitting ?? .year
        var counts: [Int: [Int]] = [:]
        let none = [Int](repeating: 0, count: sources.count)
        if last >= first, last / 12 - first / 12 <= Self.mostYears {
            for index in (first / unit.rawValue)...(last / unit.rawValue) { counts[index] = none }
        }
        for (index, month) in placed {
            guard let series = sources.firstIndex(of: month.source) else { continue }
            counts[index / unit.rawValue, default: none][series] += month.messages
        }
        self.unit = unit
        periods = counts.sorted { $0.key < $1.key }.map {
            Period(label: Self.label($0.key, unit), counts: $0.value)
        }
    }

    /// The periods whose labels fit under a chart, by their position; years where there are many.
    func labels(atMost limit: Int) -> [(index: Int, text: String)] {
        let all = periods.enumerated().map { (index: $0.offset, text: $0.element.label) }
        guard all.count > limit else { return all }
        var starts = all
        if unit != .year {
            starts = all.filter { $0.text.hasSuffix(unit == .month ? "-01" : "-Q1") }
                .map { ($0.index, String($0.text.prefix { $0 != "-" })) }
        }
        if starts.count < 2 { starts = all }
        let stride = (starts.count + limit - 1) / limit
        return starts.enumerated().filter { $0.offset % stride == 0 }.map(\.element)
    }

    private static func index(_ month: String) -> Int? {
        let parts = month.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let year = Int(parts[0]), let number = Int(parts[1]),
            (0...9999).contains(year), (1...12).contains(number)
        else { return nil }
        return year * 12 + number - 1
    }

    private static func label(_ index: Int, _ unit: Unit) -> String {
        switch unit {
        case .month: "\(index / 12)-" + (index % 12 < 9 ? "0" : "") + "\(index % 12 + 1)"
        case .quarter: "\(index / 4)-Q\(index % 4 + 1)"
        case .year: "\(index)"
        }
    }
}
