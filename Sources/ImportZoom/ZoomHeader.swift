// SPDX-License-Identifier: Apache-2.0

/// Which column of a table of messages holds what.
struct ZoomHeader {
    private var positions: [ZoomColumn: Int] = [:]
    /// Whether the heading of the times says that they are in UTC.
    private(set) var isUTC = false

    /// Reads the headings; `nil` when they are not those of a table of messages.
    ///
    /// - Parameter named: the headings the administrator names, which win over those that are known.
    init?(_ headings: [String], named: [ZoomColumn: String]) {
        let plain = headings.map { ZoomColumn.plain($0) }
        for column in ZoomColumn.allCases {
            if let name = named[column] {
                positions[column] = plain.firstIndex(of: ZoomColumn.plain(name))
            }
        }
        for column in ZoomColumn.allCases where named[column] == nil {
            for synonym in column.synonyms {
                guard let found = plain.firstIndex(of: synonym), !positions.values.contains(found) else {
                    continue
                }
                positions[column] = found
                break
            }
        }
        // A table with the day only, or with both in one column that is headed by the day.
        if positions[.time] == nil, let date = positions[.date] {
            positions[.time] = date
            positions[.date] = nil
        }
        let hasSender = positions[.sender] != nil || positions[.senderAddress] != nil
        let hasPlace = [.receiver, .channel, .channelId].contains { positions[$0] != nil }
        isUTC = positions[.time].map { plain[$0].hasSuffix("utc") || plain[$0].hasSuffix("gmt") } ?? false
        guard positions[.time] != nil, positions[.message] != nil, hasSender, hasPlace else { return nil }
    }

    /// What a row holds in a column; `nil` when nothing.
    func value(_ column: ZoomColumn, in row: [String]) -> String? {
        guard let position = positions[column], position < row.count else { return nil }
        let text = row[position].trimmedBlanks
        return text.isEmpty ? nil : text
    }

    /// Whether the table has a column.
    func has(_ column: ZoomColumn) -> Bool { positions[column] != nil }

    /// The columns of the administrator that the table does not have.
    static func missing(_ headings: [String], named: [ZoomColumn: String]) -> [String] {
        let plain = Set(headings.map { ZoomColumn.plain($0) })
        return named.values.filter { !plain.contains(ZoomColumn.plain($0)) }.sorted()
    }
}
