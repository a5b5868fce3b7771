// SPDX-License-Identifier: Apache-2.0

/// Finds the word somebody probably meant.
enum NearestWord {
    /// The candidate with the fewest letters to insert, delete or change (Levenshtein).
    static func to(_ word: String, among candidates: [String]) -> String {
        candidates.min { distance(word, $0) < distance(word, $1) } ?? ""
    }

    private static func distance(_ left: String, _ right: String) -> Int {
        let right = Array(right)
        var row = Array(0...right.count)
        for (index, letter) in left.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for column in right.indices {
                let changed = diagonal + (right[column] == letter ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(changed, row[column] + 1, diagonal + 1)
            }
        }
        return row[right.count]
    }
}
