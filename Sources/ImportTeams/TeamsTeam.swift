// SPDX-License-Identifier: Apache-2.0
internal import FerryJSON
internal import FerryModel

/// A team, put together from the lists that describe it.
struct TeamsTeam {
    let id: String
    var name = ""
    var description = ""
    var isArchived = false
    var isDescribed = false
    /// Whether anything says whether it is archived.
    var statesArchived = false
    /// Its members with what they may do.
    var members: [String: Membership.Role] = [:]

    init(id: String) {
        self.id = id
    }

    /// Takes what a team, its group or its settings state.
    mutating func describe(_ team: JSONElement) {
        name = team.text(.displayName) ?? team.text(.name) ?? name
        description = team.text(.description) ?? description
        isArchived = isArchived || team.isTrue(.isArchived)
        statesArchived = statesArchived || team[.isArchived] != nil
        isDescribed = isDescribed || !name.isEmpty
    }
}
