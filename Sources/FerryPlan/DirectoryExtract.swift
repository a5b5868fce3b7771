// SPDX-License-Identifier: Apache-2.0
import FerryModel
import MatrixEvents

/// What a directory says of the people it holds: which addresses are one human, and perhaps that human's user.
///
/// Read from a file that the directory's administrator makes, as CSV or LDIF (RFC 2849); nothing is asked over the
/// network.
public struct DirectoryExtract: Hashable, Sendable {
    /// One human of the directory.
    struct Entry: Hashable, Sendable {
        /// Addresses in their one spelling.
        var addresses: [String] = []
        /// The user, where the extract names it.
        var user: String?
        /// The directory's own short name.
        var uid: String?
    }

    /// Nobody.
    public static let empty = DirectoryExtract(entries: [])

    let entries: [Entry]
    private let byAddress: [String: Int]

    private init(entries: [Entry]) {
        self.entries = entries
        byAddress = entries.enumerated().reduce(into: [:]) { index, entry in
            for address in entry.element.addresses { index[address] = index[address] ?? entry.offset }
        }
    }

    /// Reads an extract.
    ///
    /// - Throws: `Failure.configuration` with the line for a file that names no addresses, and for a user that is
    ///   none of the homeserver's.
    public init(_ text: String, path: String, alias: AddressAlias, server: String) throws {
        let records = Self.isLDIF(text) ? LDIF.records(text) : try Self.table(text, path: path)
        self.init(
            entries: try records.map { try Self.entry($0.fields, alias, server, "\(path), line \($0.line)") })
    }

    /// The entry of an address in its one spelling.
    func entry(_ address: String) -> Entry? { byAddress[address].map { entries[$0] } }

    // The words for one thing in LDAP, Entra and Keycloak; in lower case.
    private static let addressNames: Set<String> = [
        "mail", "email", "e-mail", "emails", "mail address", "mailalternateaddress", "alternateaddress",
        "proxyaddresses", "othermails", "userprincipalname", "upn", "mailprimaryaddress",
    ]
    private static let userNames: Set<String> = ["matrix_id", "matrixid", "mxid", "matrix id"]
    private static let shortNames: Set<String> = [
        "uid", "username", "samaccountname", "preferred_username", "mailnickname",
    ]

    private static func isLDIF(_ text: String) -> Bool {
        let head = text.utf8.prefix(4096).split { $0 == 0x0A || $0 == 0x0D }
        return head.contains { line in
            let line = String(Substring(line)).lowercased()
            return line.hasPrefix("dn:") || line.hasPrefix("version: 1")
        }
    }

    private static func table(_ text: String, path: String) throws -> [LDIF.Record] {
        let records = CSV.records(text)
        guard let header = records.first?.fields.map({ $0.lowercased() }),
            header.contains(where: addressNames.contains)
        else {
            throw Failure(
                .configuration, "the first line of the directory extract names no column of mail addresses",
                at: "\(path), line 1",
                remedy: "name one of them mail; further ones may be proxyAddresses, uid and matrix_id")
        }
        return records.dropFirst().map { line, fields in
            LDIF.Record(
                line: line, fields: zip(header, fields).map { ($0, CSV.unguarded($1)) }.filter { !$1.isEmpty }
            )
        }
    }

    private static func entry(
        _ fields: [(name: String, value: String)], _ alias: AddressAlias, _ server: String, _ place: String
    ) throws -> Entry {
        var entry = Entry()
        for (name, value) in fields {
            if addressNames.contains(name) {
                entry.addresses += addresses(value).compactMap(alias.canonical)
            } else if userNames.contains(name) {
                guard let user = UserID(value), user.text.hasSuffix(":" + server) else {
                    throw Failure(
                        .configuration, "the directory extract names a user that is none of \(server)",
                        at: place, remedy: "correct the line, or leave its user out")
                }
                entry.user = user.text
            } else if shortNames.contains(name), entry.uid == nil {
                entry.uid = value
            }
        }
        return entry
    }

    // Several addresses in one field; Exchange writes the kind of each before it.
    private static func addresses(_ text: String) -> [String] {
        text.split { ";, |\n".contains($0) }.map { part in
            let part = String(part)
            return part.lowercased().hasPrefix("smtp:") ? String(part.dropFirst(5)) : part
        }
    }
}

extension DirectoryExtract: CustomStringConvertible {
    /// All entries in their order: the digest of a plan's inputs is made of it.
    public var description: String {
        entries.map { "\($0.addresses.joined(separator: " ")) \($0.user ?? "-") \($0.uid ?? "-")" }
            .joined(separator: "\n")
    }
}
