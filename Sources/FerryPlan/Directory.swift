// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryStore
import MatrixEvents

/// Who is who while a plan is made: persons, their accounts and the users they became.
struct Directory: Sendable {
    /// A person with its account.
    struct Member: Sendable {
        let personKey: Int64
        let person: Person
        let account: Account
        let user: UserID

        /// The name the account shows; clients show the localpart where there is none.
        var shownName: String {
            let name = CleanText.displayName(person.displayName)
            return name.isEmpty ? user.localpart : name
        }
    }

    private var byNumber: [Int64: Member] = [:]
    private var byKey: [PersonKey: Int64] = [:]
    private var accounts: [String: Account] = [:]
    private var order: [Int64] = []

    mutating func add(_ stored: Stored<Person>, account: Account, user: UserID) {
        byNumber[stored.id] = Member(personKey: stored.id, person: stored.value, account: account, user: user)
        byKey[stored.value.key] = stored.id
        accounts[user.text] = account
        order.append(stored.id)
    }

    func account(ofUser user: String) -> Account? { accounts[user] }

    func member(_ number: Int64) -> Member? { byNumber[number] }

    func member(_ key: PersonKey) -> Member? { byKey[key].flatMap { byNumber[$0] } }

    /// The people who are members of a workspace today, each user once, in the order of their keys.
    func currentMembers(ofWorkspace workspace: SourceKey) -> [Member] {
        var seen: Set<String> = []
        return order.compactMap { byNumber[$0] }.filter { member in
            let key = member.person.key.key
            let belongs = key.source == workspace.source && key.workspace == workspace.workspace
            let isPresent =
                !member.person.departed && ![.bot, .unknown, .external].contains(member.person.role)
            return belongs && isPresent && seen.insert(member.user.text).inserted
        }
    }
}

/// A space while a plan is made.
struct Space: Sendable {
    let key: Int64
    let bot: Int64
    let source: SourceKey
    let name: String
}
