// SPDX-License-Identifier: Apache-2.0
import FerryModel
import GRDB

extension PlanSession {
    /// The part under which a value is set, whose plain part is `word:digest`.
    ///
    /// A value that is what was sent last of its kind keeps the part it was sent under, and so is not sent again. One
    /// that was sent before, and then another one, gets a part of its own, with the number of the time: what goes
    /// from A to B and back to A is sent three times.
    public func recurringPart(_ part: String, key: Int64) throws -> String {
        let word = part.prefix { $0 != ":" }
        // From "word:" up to, not including, "word;", which is the next character.
        let sent = try String.fetchAll(
            database.cachedStatement(
                sql: """
                    SELECT part FROM operation WHERE key = ? AND part >= ? AND part < ? AND state IN (1, 2)
                    ORDER BY seq
                    """), arguments: [key, word + ":", word + ";"])
        func isSame(_ other: String) -> Bool { other == part || other.hasPrefix(part + ":") }
        if let last = sent.last, isSame(last) { return last }
        let times = sent.count(where: isSame)
        return times == 0 ? part : "\(part):\(times + 1)"
    }

    /// Whether anything was sent of a kind of value.
    public func hasSent(_ word: String, key: Int64) throws -> Bool {
        try Bool.fetchOne(
            database.cachedStatement(
                sql: """
                    SELECT EXISTS (
                        SELECT 1 FROM operation WHERE key = ? AND part >= ? AND part < ? AND state IN (1, 2))
                    """), arguments: [key, word + ":", word + ";"]) ?? false
    }

    /// The place in its lane of an operation that was claimed or answered before this plan; `nil` for one that was not.
    public func sentPlace(key: Int64, part: String) throws -> Int64? {
        try Int64.fetchOne(
            database.cachedStatement(
                sql: "SELECT seq FROM operation WHERE key = ? AND part = ? AND state IN (1, 2)"),
            arguments: [key, part])
    }

    /// The localparts of all aliases that earlier uploads have given out, or may have, oldest first, each with the number
    /// of the key of its room's channel.
    public func sentAliases() throws -> [(localpart: String, room: Int64)] {
        try Row.fetchAll(
            database,
            sql: "SELECT type, key FROM operation WHERE kind = 'alias' AND state IN (1, 2) ORDER BY key, seq"
        ).map { (Self.localpart($0["type"]), $0["key"]) }
    }

    /// The localparts of the aliases that earlier uploads have given a room, oldest first.
    public func sentAliases(ofRoom room: Int64) throws -> [String] {
        try String.fetchAll(
            database.cachedStatement(
                sql: """
                    SELECT type FROM operation
                    WHERE key = ? AND part >= 'alias:' AND part < 'alias;' AND state IN (1, 2) ORDER BY seq
                    """), arguments: [room]
        ).map { Self.localpart($0) }
    }

    private static func localpart(_ alias: String) -> String {
        String(alias.dropFirst().prefix { $0 != ":" })
    }
}
