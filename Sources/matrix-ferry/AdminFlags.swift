// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import FerryModel
import MatrixClient

/// The flags of a verb that can use an administrator's token.
struct AdminFlags: ParsableArguments {
    /// The environment variable that names the file.
    static let variable = "FERRY_ADMIN_TOKEN_FILE"

    @Option(
        name: .customLong("admin-token-file"),
        help: ArgumentHelp(
            "A file with the access token of a Synapse administrator; also \(AdminFlags.variable).",
            valueName: "file"))
    var tokenFile: String?

    @Option(
        name: .customLong("admin-url"),
        help: ArgumentHelp(
            "Where the admin API answers, if not where the homeserver does.", valueName: "url"))
    var url: String?

    private var path: String? {
        (tokenFile ?? Environment.value(Self.variable)).flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Whether a token was given.
    var isGiven: Bool { path != nil }

    /// The homeserver as its administrator sees it; `nil` when no token was given.
    func homeserver(of migration: Migration, clock: ClientClock) throws -> Homeserver? {
        guard let path else { return nil }
        guard let text = try TextFile.read(path) else {
            throw Failure(
                .configuration, "the file with the administrator's token is missing", at: path,
                remedy: "correct --admin-token-file or \(Self.variable)")
        }
        let lines = text.split(whereSeparator: \.isNewline)
        let token = Secret(lines.count == 1 ? String(lines[0]) : "")
        guard token.isUsableAsToken else {
            throw Failure(
                .configuration, "the file does not hold one token and nothing else", at: path,
                remedy: "put the administrator's access token into it, in one line")
        }
        return try migration.homeserver(clock: clock, token: token, url: url)
    }
}
