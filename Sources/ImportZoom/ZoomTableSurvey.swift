// SPDX-License-Identifier: Apache-2.0

/// What only many rows of a table together tell: the order of day and month, and whether the rows go back in time.
struct ZoomTableSurvey {
    /// Whether `09/03/2026` is the ninth of March.
    private(set) var dayFirst: Bool
    /// Whether later rows are older.
    private(set) var descends = false
    /// Whether the order of day and month was taken without anything to tell it.
    private(set) var isGuess = false
    private var isOpen: Bool
    private var first: Int64?
    private var rows = 0
    private static let limit = 100_000

    init(_ order: ZoomOptions.DateOrder) {
        dayFirst = order == .dayFirst
        isOpen = order == .automatic
    }

    /// Whether more rows could tell something new.
    var isUndecided: Bool { rows < Self.limit && (first == nil || !hasDirection || isOpen) }

    private var hasDirection = false

    /// Takes the time of one row.
    mutating func take(_ text: String) {
        rows += 1
        if isOpen, TableTime.hasSlashes(text) {
            isGuess = true
            if let tells = TableTime.tellsDayFirst(text) {
                (dayFirst, isOpen, isGuess) = (tells, false, false)
            }
        } else if isOpen {
            isOpen = false
        }
        guard !hasDirection, let time = TableTime(text, dayFirst: dayFirst) else { return }
        if let first, first != time.wall {
            descends = time.wall < first
            hasDirection = true
        }
        first = first ?? time.wall
    }
}
