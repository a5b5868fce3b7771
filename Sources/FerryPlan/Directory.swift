// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryStore
import MatrixEvents

/// Who is who while a plan is made: persons, their accounts and the users they became. Holds of each person only what
/// the rooms ask for: there may be hundreds of thousands.
struct Directory: Sendable {
    /// A person with its account.
    final class Member: Sendable {
        let personKey: Int64
        /// The number of the account.
        let account: Int64
        let user: UserID
        /// The name the account shows; clients show the localpart where there is none.
        let shownName: String
        let role: Person.Role
        let departed: Bool
        let source: SourceKind
        /// The number of the person's workspace, in the order in which they came.
        let workspace: Int
        /// The place of the person's key among all of them.
        let place: Int

        init(_ stored: Stored<Person>, account: Int64, user: UserID, workspace: Int, place: Int) {
            let name = CleanText.displayName(stored.value.displayName)
            personKey = stored.id
            self.account = account
            self.user = user
            shownName = name.isEmpty ? user.localpart : name
            role = stored.value.role
            departed = stored.value.departed
            source = stored.value.key.key.source
            self.workspace = workspace
            self.place = place
        }
    }

    private var byNumber: [Int64: Member] = [:]
    /// The persons of each workspace, in the order of their keys.
    private var ofWorkspace: [[Member]] = []
    private var workspaces: [String: Int] = [:]

    mutating func add(_ stored: Stored<Person>, account: Int64, user: UserID) {
        let name = Self.name(of: stored.value.key.key)
        let workspace = workspaces[name] ?? ofWorkspace.count
        if workspace == ofWorkspace.count {
            workspaces[name] = workspace
            ofWorkspace.append([])
        }
        let member = Member(
            stored, account: account, user: user, workspace: workspace, place: byNumber.count)
        byNumber[stored.id] = member
        ofWorkspace[workspace].append(member)
    }

    /// The member behind the number of a person's key.
    func member(_ number: Int64) -> Member? { byNumber[number] }

    /// The people who are members of a workspace today, each user once, in the order of their keys.
    func currentMembers(ofWorkspace workspace: SourceKey) -> [Member] {
        current(workspaces[Self.name(of: workspace)].map { ofWorkspace[$0] } ?? [])
    }

    /// The same, of some persons only.
    func currentMembers(ofWorkspace workspace: SourceKey, among persons: Set<Int64>) -> [Member] {
        // Those of a team are few, those of its tenant all there are.
        let number = workspaces[Self.name(of: workspace)]
        let members = persons.compactMap { byNumber[$0] }.filter { $0.workspace == number }
        return current(members.sorted { $0.place < $1.place })
    }

    private func current(_ members: [Member]) -> [Member] {
        var seen: Set<Int64> = []
        return members.filter { member in
            let isPresent = !member.departed && ![.bot, .unknown, .external].contains(member.role)
            return isPresent && seen.insert(member.account).inserted
        }
    }

    private static func name(of key: SourceKey) -> String { key.source.rawValue + ":" + key.workspace }
}
