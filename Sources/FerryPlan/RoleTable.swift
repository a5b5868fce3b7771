// SPDX-License-Identifier: Apache-2.0
import FerryModel

/// `mappings/roles.csv`: which role of a source gives which power level in a room.
///
/// A line for a source wins over one for all (`*`). Of the roles that somebody has, in the workspace and in the
/// channel, the one with the highest level counts. Rooms that are their members' own (direct and group messages) know
/// no roles.
public struct RoleTable: Hashable, Sendable {
    /// What a role is held in.
    enum Scope: String, CaseIterable, Sendable {
        case workspace
        case channel

        /// The words for the roles; the first that made a channel is not told by a membership.
        var roles: [String] {
            switch self {
            case .workspace:
                [Person.Role.owner, .admin, .member, .guest, .external, .bot].map(\.rawValue)
            case .channel: [Membership.Role.owner, .moderator, .member].map(\.rawValue) + [RoleTable.creator]
            }
        }
    }

    /// One line; in the order of the file, so that the same file always reads the same.
    struct Line: Hashable, Sendable {
        /// `nil` for all sources.
        let source: SourceKind?
        let scope: Scope
        let role: String
        let level: Int64
    }

    static let creator = "creator"
    private static let everySource = "*"
    private static let columns = ["source", "scope", "role", "power_level"]

    let lines: [Line]

    init(lines: [Line]) { self.lines = lines }

    /// Reads the file.
    ///
    /// - Throws: `Failure.configuration` with the line number for a missing column, an unknown source or role, a level
    ///   that is no whole number from 0 to 100, and a role that has a line already.
    public init(csv text: String, path: String) throws {
        let records = CSV.records(text)
        guard let header = records.first?.fields, Self.columns.allSatisfy(header.contains) else {
            throw Self.failure(
                "the first line does not name the columns \(Self.columns.joined(separator: ", "))", path, 1)
        }
        var lines: [Line] = []
        for (number, fields) in records.dropFirst() {
            var cells: [String: String] = [:]
            for (name, value) in zip(header, fields) { cells[name] = CSV.unguarded(value) }
            let line = try Self.line(cells, path, number)
            if lines.contains(where: { $0.isAbout(line) }) {
                throw Self.failure("the role of this line has an earlier line", path, number)
            }
            lines.append(line)
        }
        self.lines = lines
    }

    private static func line(_ cells: [String: String], _ path: String, _ number: Int) throws -> Line {
        func choice<Value>(_ column: String, _ words: [String], _ value: (String) -> Value?) throws -> Value {
            if let value = value((cells[column] ?? "").lowercased()) { return value }
            throw failure("\(column) is none of \(words.joined(separator: ", "))", path, number)
        }
        let sources = [everySource] + SourceKind.allCases.map(\.rawValue)
        let source: SourceKind?? = try choice("source", sources) { text in
            text == everySource ? .some(nil) : SourceKind(rawValue: text).map { .some($0) }
        }
        let scope = try choice("scope", Scope.allCases.map(\.rawValue)) { Scope(rawValue: $0) }
        let role = try choice("role", scope.roles) { scope.roles.contains($0) ? $0 : nil }
        guard let level = Int64(cells["power_level"] ?? ""), (0...100).contains(level) else {
            throw failure("power_level is no whole number from 0 to 100", path, number)
        }
        return Line(source: source ?? nil, scope: scope, role: role, level: level)
    }

    // MARK: Levels

    /// The level that a person's role in the workspace gives.
    func level(of role: Person.Role, in source: SourceKind) -> Int64 {
        level(.workspace, role.rawValue, source)
    }

    /// The level that a membership gives.
    func level(of role: Membership.Role, in source: SourceKind) -> Int64 {
        level(.channel, role == .unstated ? Membership.Role.member.rawValue : role.rawValue, source)
    }

    /// The level of who made the channel.
    func levelOfCreator(in source: SourceKind) -> Int64 { level(.channel, Self.creator, source) }

    private func level(_ scope: Scope, _ role: String, _ source: SourceKind) -> Int64 {
        let fitting = lines.filter { $0.scope == scope && $0.role == role }
        return (fitting.first { $0.source == source } ?? fitting.first { $0.source == nil })?.level ?? 0
    }

    private static func failure(_ what: String, _ path: String, _ line: Int) -> Failure {
        Failure(
            .configuration, what, at: "\(path), line \(line)",
            remedy: "correct the line, or delete the file to get the roles as they are by default")
    }
}

extension RoleTable.Line {
    func isAbout(_ other: RoleTable.Line) -> Bool {
        source == other.source && scope == other.scope && role == other.role
    }
}
