// SPDX-License-Identifier: Apache-2.0
import FerryModel

/// `mappings/rooms.csv`: which room each channel becomes, and how the spaces of workspaces are called. Written with one line
/// for each of them; what the administrator fills into its empty columns wins.
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

    /// What is decided about one channel, or the space of one workspace; everything left open follows the configuration.
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
        /// The text of the key of the channel or workspace.
        public var key: String
        /// The workspace's name.
        public var workspace: String
        /// The kind of channel; `space` for a workspace.
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
    private let spaces: Set<String>
    private let asksForAnySpace: Bool

    /// No decisions.
    public static let empty = RoomMapping(decisions: [:], lines: [:], path: "mappings/rooms.csv")

    private init(decisions: [String: Decision], lines: [String: Int], path: String) {
        self.decisions = decisions
        self.lines = lines
        self.path = path
        spaces = Set(decisions.values.compactMap(\.space))
        asksForAnySpace = decisions.values.contains { $0.joinRule == .restricted }
    }

    /// Whether a line needs the space of a workspace, by the text of its key.
    func asksForSpace(_ key: String) -> Bool { asksForAnySpace || spaces.contains(key) }

    /// Reads the file.
    ///
    /// - Throws: `Failure.configuration` with the line number for a value that is none of the column's.
    public init(csv text: String, path: String) throws {
        var decisions: [String: Decision] = [:]
        var lines: [String: Int] = [:]
        var header: [String]?
        try CSV.forEachRecord(text) { line, fields in
            guard let header else {
                guard fields.contains("key") else {
                    throw Self.failure("the first line does not name the column key", path: path, line: 1)
                }
                header = fields
                return
            }
            var cells: [String: String] = [:]
            for (name, value) in zip(header, fields) where !value.isEmpty {
                cells[name] = CSV.unguarded(value)
            }
            guard let key = cells["key"] else { return }
            let decision = try Self.decision(cells, path: path, line: line)
            guard lines.updateValue(line, forKey: key) == nil else {
                throw Self.failure("the channel of this line has an earlier line", path: path, line: line)
            }
            if decision != Decision() { decisions[key] = decision }
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

    /// What is decided about the space of a workspace.
    ///
    /// - Throws: `Failure.configuration` with the line for what only rooms of channels can be told.
    func decision(ofSpace key: String) throws -> Decision {
        let decision = decisions[key] ?? Decision()
        var allowed = Decision()
        (allowed.name, allowed.alias, allowed.avatar) = (decision.name, decision.alias, decision.avatar)
        guard decision == allowed else {
            throw failure("a space takes no decision but name, alias and avatar", channel: key)
        }
        return decision
    }

    /// The file with one line for each channel and each workspace.
    public static func csv(_ lines: [Line]) -> String { head + lines.map { csv($0) }.joined() }

    /// What the file begins with.
    public static var head: String { CSV.byteOrderMark + CSV.record(columns) }

    /// One line of the file.
    public static func csv(_ line: Line) -> String {
        func word(_ flag: Bool?) -> String { flag.map { $0 ? "yes" : "no" } ?? "" }
        let decision = line.decision
        return CSV.record([
            line.key, line.workspace, line.kind, line.channel, line.outcome, word(decision.carry),
            decision.name ?? "", decision.space ?? "", decision.mergeInto ?? "",
            decision.joinRule?.rawValue ?? "", decision.history?.rawValue ?? "", word(decision.encrypt),
            decision.alias ?? "", decision.avatar ?? "",
        ])
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
