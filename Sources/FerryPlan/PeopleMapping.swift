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

    /// The user of each person, by the text of the person's key.
    public let users: [String: String]
    /// The keys of those who are left out.
    let omitted: Set<String>
    private let lines: [String: Int]
    private let path: String

    /// No decisions.
    public static let empty = PeopleMapping(users: [:], omitted: [], lines: [:], path: "mappings/people.csv")

    private init(users: [String: String], omitted: Set<String>, lines: [String: Int], path: String) {
        self.users = users
        self.omitted = omitted
        self.lines = lines
        self.path = path
    }

    /// Reads the file.
    ///
    /// - Throws: `Failure.configuration` with the line number for a line that names no valid user of this server.
    public init(csv text: String, path: String, server: String) throws {
        var users: [String: String] = [:]
        var omitted: Set<String> = []
        var lines: [String: Int] = [:]
        let records = CSV.records(text)
        guard let header = records.first else {
            self.init(users: [:], omitted: [], lines: [:], path: path)
            return
        }
        guard let key = header.fields.firstIndex(of: "key"),
            let user = header.fields.firstIndex(of: "matrix_id")
        else {
            throw Self.failure(
                "the first line does not name the columns key and matrix_id", path: path, line: 1)
        }
        for (line, fields) in records.dropFirst() where fields.count > max(key, user) && !fields[user].isEmpty
        {
            let person = CSV.unguarded(fields[key])
            guard lines.updateValue(line, forKey: person) == nil else {
                throw Self.failure("the person of this line has an earlier line", path: path, line: line)
            }
            let text = CSV.unguarded(fields[user])
            if text == Self.leftOut {
                omitted.insert(person)
                continue
            }
            guard let id = UserID(text), id.text.hasSuffix(":" + server) else {
                throw Self.failure("matrix_id is no user id of \(server)", path: path, line: line)
            }
            users[person] = id.text
        }
        self.init(users: users, omitted: omitted, lines: lines, path: path)
    }

    /// A complaint about the line of a person.
    func failure(_ what: String, person key: String) -> Failure {
        Self.failure(what, path: path, line: lines[key] ?? 1)
    }

    /// The file with one line for each person.
    public static func csv(_ lines: [Line]) -> String {
        CSV.text(
            [columns]
                + lines.map {
                    [$0.key, $0.handle, $0.name, $0.addresses, $0.role, $0.user, $0.reason, $0.suggestion]
                })
    }

    private static func failure(_ what: String, path: String, line: Int) -> Failure {
        Failure(
            .configuration, what, at: "\(path), line \(line)",
            remedy: "correct the line, or delete the file to get new proposals")
    }
}
