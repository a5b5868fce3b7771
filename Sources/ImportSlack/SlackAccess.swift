// SPDX-License-Identifier: Apache-2.0
internal import FerryImport
internal import FerryJSON

/// Whose eyes a tool exported with: the answer of Slack's `auth.test`.
/// Source: https://docs.slack.dev/reference/methods/auth.test
struct SlackAccess {
    /// The workspace's name.
    let team: String
    /// The workspace's id.
    let teamId: String
    /// The person.
    let userId: String
    /// The workspace's address.
    let url: String
}

extension SlackAccess {
    /// Reads the answer as JSON; `nil` when it names no workspace.
    init?(_ answer: JSONElement) {
        guard let team = answer.text("team_id") else { return nil }
        self.init(
            team: answer.text("team") ?? "", teamId: team, userId: answer.text("user_id") ?? "",
            url: answer.text("url") ?? "")
    }
}
