// SPDX-License-Identifier: Apache-2.0

/// Somebody as one element names them.
struct ComplianceSender {
    /// The id under which the person is known: the login name, else the address; in lower case.
    var id: String
    /// The name to be addressed by.
    var handle: String
    /// The name shown, empty when not stated.
    var name = ""
    var addresses: [String] = []
    var isBot = false
    var isExternal = false

    /// Somebody in a `FileDump`; `prefix` is the path of the block that holds the names where there is one. `nil` when
    /// nothing names anybody: Microsoft's own conversion writes such files.
    init?(fileDump element: ComplianceElement, prefix: String = "", login field: String = "LoginName") {
        let block = prefix.isEmpty ? "User/" : prefix
        let login = element.value(prefix + field, block + field)
        let mails = [
            element.value(prefix + "CorporateEmailID", block + "CorporateEmailAddress"),
            element.value(block + "EmailAddress"), login,
        ]
        for mail in mails.compactMap({ $0 }) where mail.contains("@") && !addresses.contains(mail) {
            addresses.append(mail)
        }
        guard let known = login ?? addresses.first else { return nil }
        id = known.lowercased()
        handle = String(known.prefix { $0 != "@" })
        name = [element.value(block + "FirstName"), element.value(block + "LastName")].compactMap { $0 }
            .joined(separator: " ")
        isBot = element.value(prefix + "UserType")?.lowercased() == "bot"
    }

    /// Who sent a message of Persistent Chat.
    init?(persistentChat element: ComplianceElement) {
        let stated = element.value("Sender@uri").map { uri in
            uri.lowercased().hasPrefix("sip:") ? String(uri.dropFirst(4)) : uri
        }
        let name = element.value("Sender@UserName", "Sender@userName")
        let mail = element.value("Sender@email")
        guard let known = stated ?? mail ?? name else { return nil }
        id = known.lowercased()
        handle = String(known.prefix { $0 != "@" })
        // The address stands for the name where the directory did not answer.
        if let name, !name.contains("@") { self.name = name }
        addresses = [mail, stated].compactMap { $0 }.filter { $0.contains("@") }
        if addresses.count == 2, addresses[0].lowercased() == addresses[1].lowercased() {
            addresses.removeLast()
        }
        isExternal = element.value("Sender@internal")?.lowercased() == "false"
    }
}
