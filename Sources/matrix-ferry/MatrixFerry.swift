// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import ArgumentParser
import FerryModel
import Glibc

/// The program: reads the command line, runs a verb and turns its end into an exit code.
@main
struct MatrixFerry: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "matrix-ferry",
        abstract: "Moves people and their history from Slack and others to your own Matrix homeserver.",
        discussion: """
            Kill it, pull the cable, restart the server: run the same command again. Nothing is lost, nothing is \
            sent twice, and `verify` proves it by reading your homeserver.

            EXIT CODES
            \(ExitStatus.table)
            """,
        version: Version.current,
        subcommands: [
            InitVerb.self, DoctorVerb.self, ImportVerb.self, PlanVerb.self, UploadVerb.self, VerifyVerb.self,
            ReportVerb.self, StatusVerb.self, RollbackVerb.self, CloseVerb.self,
            RunVerb.self,
        ])

    // On the first thread, so that the limits are looked at before a second one is needed.
    @MainActor static func main() async {
        // libarchive reads names by the locale, and Swift sets none.
        setlocale(LC_CTYPE, "C.UTF-8")
        // A closed pipe or connection is an error to be handled, not the end of the process.
        signal(SIGPIPE, SIG_IGN)
        do {
            var command = try parseAsRoot()
            guard let verb = command as? any Verb else {
                try command.run()
                return
            }
            if let failure = ProcessLimits.failure() {
                Glibc.exit(VerbRunner(verb).refuse(failure).rawValue)
            }
            Glibc.exit(await VerbRunner(verb).run().rawValue)
        } catch {
            failToParse(error)
        }
    }

    private static func failToParse(_ error: any Error) -> Never {
        let code = exitCode(for: error).rawValue
        let isJSON = CommandLine.arguments.contains("--json")
        if isJSON, code != 0 {
            let console = Console(isJSON: true, isQuiet: false, isVerbose: false)
            console.begin(CommandLine.arguments.dropFirst().first ?? "")
            console.fail(Failure(.usage, message(for: error), remedy: "see `matrix-ferry --help`"))
            console.end([:], .usage)
            Glibc.exit(ExitStatus.usage.rawValue)
        }
        exit(withError: error)
    }
}
