// SPDX-License-Identifier: Apache-2.0
import FerryModel

/// `mappings/rooms.csv`: which room each channel becomes. Written with one line for each channel; what the
/// administrator fills into its empty columns wins.
public struct RoomMapping: Hashable, Sendable {
    /// Who of the members sees what was said before.
    public enum History: String, Sendable, CaseIterable {
        /// Everybody who is in the room sees all of it.
        case shared
        /// From the invitation on.
        case invited
        /// From the join on.
        case joined
        /// Anybody, member or not.
        case worldReadable = "world_readable"
    }

    /// What is decided about one channel; everything left open follows the configuration.
    public struct Decision: Hashable, Sendable {
        /// Whether the channel is carried.
        public var carry: Bool?
        /// The name of the room.
        public var name: String?
        /// The text of the key of the workspace in whose space it stands; `none` for none.
        public var space: String?
        /// The text of the key of the channel into whose room this one goes.
        public var mergeInto: String?
        /// Who may enter the room afterwards.
        public var joinRule: PlanOptions.PublicJoinRule?
        /// Who sees its past.
        public var history: History?
        /// Whether it is encrypted once its history is in.
        public var encrypt: Bool?
        /// The alias under which people find the room, with or without `#` and server; `none` for none.
        public var alias: String?
        /// The file with the room's picture, as a path below the migration directory.
        public var avatar: String?

        /// Leaves everything open.
        public init() {}
    }

    /// A line of the file as it is written.
    public struct Line: Hashable, Sendable {
        /// The text of the channel's key.
        public var key: String
        /// The workspace's name.
        public var workspace: String
        /// The kind of channel.
        public var kind: String
        /// The channel's name at the source.
        public var channel: String
        /// What becomes of it, in words.
        public var outcome: String
        /// What the administrator decided.
        public var decision: Decision
    }

    static let columns = [
        "key", "workspace", "kind", "channel", "outcome", "carry", "name", "space", "merge_into", "join_rule",
        "history", "encrypt", "alias", "avatar",
    ]

    /// What stands in the column `alias` for a room that gets none, whatever the configuration says.
    static let noAlias = "none"

    /// The decisions, by the text of the channel's key.
    public let decisions: [String: Decision]
    let lines: [String: Int]
    let path: String

    /// No decisions.
    public static let empty = RoomMapping(decisions: [:], lines: [:], path: "mappings/rooms.csv")

    private init(decisions: [String: Decision], lines: [String: Int], path: String) {
        self.decisions = decisions
        self.lines = lines
        self.path = path
    }

    /// Reads the file.
    ///
    /// - Throws: `Failure.configuration` with the line number for a value that is none of the column's.
    public init(csv text: String, path: String) throws {
        var decisions: [String: Decision] = [:]
        var lines: [String: Int] = [:]
        let records = CSV.records(text)
        if let header = records.first?.fields {
            guard header.contains("key") else {
                throw Self.failure("the first line does not name the column key", path: path, line: 1)
            }
            for (line, fields) in records.dropFirst() {
                var cells: [String: String] = [:]
                for (name, value) in zip(header, fields) where !value.isEmpty {
                    cells[name] = CSV.unguarded(value)
                }
                guard let key = cells["key"] else { continue }
                let decision = try Self.decision(cells, path: path, line: line)
                guard lines.updateValue(line, forKey: key) == nil else {
                    throw Self.failure("the channel of this line has an earlier line", path: path, line: line)
                }
                if decision != Decision() { decisions[key] = decision }
            }
        }
        self.init(decisions: decisions, lines: lines, path: path)
    }

    private static func decision(_ cells: [String: String], path: String, line: Int) throws -> Decision {
        func choice<Value: RawRepresentable & CaseIterable>(_ column: String) throws -> Value?
        where Value.RawValue == String {
            guard let text = cells[column] else { return nil }
            if let value = Value(rawValue: text.lowercased()) { return value }
            let words = Value.allCases.map(\.rawValue).joined(separator: ", ")
            throw failure("\(column) is none of \(words)", path: path, line: line)
        }
        func flag(_ column: String) throws -> Bool? {
            switch cells[column]?.lowercased() {
            case nil: return nil
            case "yes", "true", "1": return true
            case "no", "false", "0": return false
            default: throw failure("\(column) is neither yes nor no", path: path, line: line)
            }
        }
        var decision = Decision()
        decision.carry = try flag("carry")
        decision.name = cells["name"]
        decision.space = cells["space"]
        decision.mergeInto = cells["merge_into"]
        decision.joinRule = try choice("join_rule")
        decision.history = try choice("history")
        decision.encrypt = try flag("encrypt")
        decision.alias = cells["alias"]
        decision.avatar = cells["avatar"]
        let folders = (decision.avatar ?? "").split(separator: "/", omittingEmptySubsequences: false)
        guard decision.avatar?.hasPrefix("/") != true, !folders.contains("..") else {
            throw failure("avatar is no path below the migration directory", path: path, line: line)
        }
        return decision
    }

    /// The file with one line for each channel.
    public static func csv(_ lines: [Line]) -> String {
        func word(_ flag: Bool?) -> String { flag.map { $0 ? "yes" : "no" } ?? "" }
        return CSV.text(
            [columns]
                + lines.map {
                    [
                        $0.key, $0.workspace, $0.kind, $0.channel, $0.outcome, word($0.decision.carry),
                        $0.decision.name ?? "", $0.decision.space ?? "", $0.decision.mergeInto ?? "",
                        $0.decision.joinRule?.rawValue ?? "", $0.decision.history?.rawValue ?? "",
                        word($0.decision.encrypt), $0.decision.alias ?? "", $0.decision.avatar ?? "",
                    ]
                })
    }

    /// A complaint about the line of a channel.
    func failure(_ what: String, channel key: String) -> Failure {
        Self.failure(what, path: path, line: lines[key] ?? 1)
    }

    private static func failure(_ what: String, path: String, line: Int) -> Failure {
        Failure(
            .configuration, what, at: "\(path), line \(line)",
            remedy: "correct the line, or delete the file to get one without decisions")
    }
}
