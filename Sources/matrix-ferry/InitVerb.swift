// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import FerryJSON
import FerryModel
import FerryPlan
import Glibc

/// `matrix-ferry init [DIR]`: makes a migration directory.
struct InitVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Makes a migration directory: ferry.yaml, registration.yaml, mappings/.",
        discussion: """
            Load registration.yaml on the homeserver (Synapse: app_service_config_files in homeserver.yaml, then \
            restart it) and keep it secret: whoever has it can act for every user of the homeserver.
            """)

    @OptionGroup var common: CommonOptions

    @Argument(
        help: ArgumentHelp("The directory to make; the current one if none is named.", valueName: "dir"))
    var folder: String?

    @Option(name: .customLong("server-name"), help: "The homeserver's name, the part of ids after the colon.")
    var serverName = "example.org"

    @Option(name: .customLong("homeserver"), help: "The URL under which the homeserver answers this machine.")
    var homeserver = "http://127.0.0.1:8008"

    @Option(name: .customLong("sender"), help: "The localpart of the user that makes the rooms.")
    var sender = "matrix-ferry"

    func perform(_ console: Console) async throws -> (summary: JSONValue, status: ExitStatus) {
        let directory = folder ?? common.directory
        let path = directory + "/" + Configuration.fileName
        guard access(path, F_OK) != 0 else {
            throw Failure(
                .configuration, "there is a migration here already", at: path,
                remedy: "use it as it is, or name another directory")
        }
        guard !serverName.isEmpty, !serverName.contains(where: { $0.isWhitespace || $0 == "/" || $0 == "@" })
        else {
            throw Failure(
                .usage, "the server name is no server name", remedy: "name it as in @user:SERVER-NAME")
        }
        try makeFolder(directory)
        try makeFolder(directory + "/mappings")
        try makeFolder(directory + "/reports")
        let files = StarterFiles(
            migration: StarterFiles.random(bytes: 8), server: serverName, homeserver: homeserver,
            sender: sender)
        try TextFile.write(files.registration, to: directory + "/registration.yaml", mode: 0o600)
        try TextFile.write(RoleTable.standardText, to: directory + "/mappings/roles.csv", mode: 0o644)
        try TextFile.write(files.configuration, to: path, mode: 0o644)
        console.say(
            """
            Made the migration in \(directory).
            Next: load \(directory)/registration.yaml on the homeserver, restart it, and run
              matrix-ferry doctor -C \(directory)
            """)
        return (["directory": .string(directory), "migration": .string(files.migration)], .done)
    }

    private func makeFolder(_ path: String) throws {
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw Failure(
                .storage, "a folder could not be made (\(String(cString: strerror(errno))))", at: path,
                remedy: "check that the folder above it exists and that you may write there")
        }
    }
}
