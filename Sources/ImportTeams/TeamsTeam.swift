// SPDX-License-Identifier: Apache-2.0
internal import FerryJSON

/// A team, put together from the lists that describe it.
struct TeamsTeam {
    let id: String
    var name = ""
    var description = ""
    var isArchived = false
    var isDescribed = false
    /// Its members with the time they joined, where stated.
    var members: Set<String> = []

    init(id: String) {
        self.id = id
    }

    /// Takes what a team, its group or its settings state.
    mutating func describe(_ team: JSONElement) {
        name = team.text(.displayName) ?? team.text(.name) ?? name
        description = team.text(.description) ?? description
        isArchived = isArchived || team.isTrue(.isArchived)
        isDescribed = isDescribed || !name.isEmpty
    }
}
