// SPDX-License-Identifier: Apache-2.0
import FerryModel
import MatrixEvents

/// `mappings/people.csv`: who becomes which user. Written with proposals, edited by the administrator, and what
/// stands in it wins.
public struct PeopleMapping: Hashable, Sendable {
    /// A line of the file.
    public struct Line: Hashable, Sendable {
        /// The source key of the person.
        public var key: String
        /// The short name at the source.
        public var handle: String
        /// The name shown at the source.
        public var name: String
        /// Mail addresses, separated by blanks.
        public var addresses: String
        /// What the person is to the workspace.
        public var role: String
        /// The user the person becomes; the column to edit.
        public var user: String
        /// Why.
        public var reason: String
        /// Somebody who may be the same human; never applied by itself.
        public var suggestion: String
    }

    static let columns = ["key", "handle", "name", "addresses", "role", "matrix_id", "reason", "suggestion"]

    /// What stands in the column `matrix_id` for somebody who is not carried at all.
    public static let leftOut = "leave-out"

    /// What a line says of a person.
    private struct Entry: Hashable, Sendable {
        /// The user; `nil` for somebody who is left out.
        let user: String?
        let line: Int32
    }

    /// What is said of each person, by the text of the person's key.
    private let entries: [String: Entry]
    private let omitted: Int
    private let path: String

    /// No decisions.
    public static let empty = PeopleMapping(entries: [:], omitted: 0, path: "mappings/people.csv")

    private init(entries: [String: Entry], omitted: Int, path: String) {
        self.entries = entries
        self.omitted = omitted
        self.path = path
    }

    /// The user of a person, by the text of the person's key; `nil` where none is named.
    public func user(of key: String) -> String? { entries.isEmpty ? nil : entries[key]?.user }

    /// All users that are named.
    public var users: some Sequence<String> { entries.values.lazy.compactMap(\.user) }

    /// Whether a person is left out.
    func omits(_ key: String) -> Bool {
        guard omitted > 0, let entry = entries[key] else { return false }
        return entry.user == nil
    }

    /// Reads the file.
    ///
    /// - Throws: `Failure.configuration` with the line number for a line that names no valid user of this server.
    public init(csv text: String, path: String, server: String) throws {
        var entries: [String: Entry] = [:]
        var omitted = 0
        var columns: (key: Int, user: Int)?
        try CSV.forEachRecord(text) { line, fields in
            guard let (key, user) = columns else {
                columns = try Self.columns(fields, path: path)
                return
            }
            guard fields.count > max(key, user), !fields[user].isEmpty else { return }
            let person = CSV.unguarded(fields[key])
            let text = CSV.unguarded(fields[user])
            let isOmitted = text == Self.leftOut
            let id = isOmitted ? nil : UserID(text)
            guard isOmitted || id?.text.hasSuffix(":" + server) == true else {
                throw Self.failure("matrix_id is no user id of \(server)", path: path, line: line)
            }
            if isOmitted { omitted += 1 }
            let entry = Entry(user: id?.text, line: Int32(clamping: line))
            guard entries.updateValue(entry, forKey: person) == nil else {
                throw Self.failure("the person of this line has an earlier line", path: path, line: line)
            }
        }
        self.init(entries: entries, omitted: omitted, path: path)
    }

    private static func columns(_ header: [String], path: String) throws -> (key: Int, user: Int) {
        if let key = header.firstIndex(of: "key"), let user = header.firstIndex(of: "matrix_id") {
            return (key, user)
        }
        throw failure("the first line does not name the columns key and matrix_id", path: path, line: 1)
    }

    /// A complaint about the line of a person.
    func failure(_ what: String, person key: String) -> Failure {
        Self.failure(what, path: path, line: entries[key].map { Int($0.line) } ?? 1)
    }

    /// The file with one line for each person.
    public static func csv(_ lines: [Line]) -> String { head + lines.map { csv($0) }.joined() }

    /// What the file begins with.
    public static var head: String { CSV.byteOrderMark + CSV.record(columns) }

    /// One line of the file.
    public static func csv(_ line: Line) -> String {
        CSV.record([
            line.key, line.handle, line.name, line.addresses, line.role, line.user, line.reason,
            line.suggestion,
        ])
    }

    private static func failure(_ what: String, path: String, line: Int) -> Failure {
        Failure(
            .configuration, what, at: "\(path), line \(line)",
            remedy: "correct the line, or delete the file to get new proposals")
    }
}
