// SPDX-License-Identifier: Apache-2.0
import FerryModel

extension RoleTable {
    /// What counts without a file: `mappings/roles.csv` of the project, word by word, which a test compares.
    public static let standardText = """
        source,scope,role,power_level,comment
        *,workspace,owner,100,who runs the whole workspace leads every room they are in
        *,workspace,admin,100,the same for its administrators
        *,workspace,member,0,everybody else may do what any member may
        *,workspace,guest,0,
        *,workspace,external,0,
        *,channel,owner,100,the owner of a team's or a Zoom channel
        *,channel,moderator,50,may delete what others write and show people out: moderators of Webex and administrators of a Zoom channel
        *,channel,creator,100,who made the channel
        *,channel,member,0,

        """

    /// The roles of a migration that says nothing else.
    public static let standard =
        (try? RoleTable(csv: standardText, path: "mappings/roles.csv")) ?? RoleTable(lines: [])
}
