// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import FerryJSON
import FerryModel
import Logging

/// One verb of the command line: options, and what it does with them.
protocol Verb: AsyncParsableCommand {
    /// What every verb takes.
    var common: CommonOptions { get }

    /// Does the work, and gives the summary for machines with the exit code.
    func perform(_ console: Console) async throws -> (summary: JSONValue, status: ExitStatus)
}

/// What every verb takes.
struct CommonOptions: ParsableArguments {
    @Option(
        name: [.customShort("C"), .customLong("migration")],
        help: ArgumentHelp("The migration directory.", valueName: "dir"))
    var directory = "."

    @Flag(name: .customLong("json"), help: "Lines of JSON on standard output, for machines.")
    var isJSON = false

    @Flag(name: [.customShort("q"), .customLong("quiet")], help: "Problems only.")
    var isQuiet = false

    @Flag(name: [.customShort("v"), .customLong("verbose")], help: "More detail.")
    var isVerbose = false

    @Flag(
        name: .customLong("plain"),
        help: "One line after another on a terminal too; nothing is drawn anew in its place.")
    var isPlain = false

    @Option(
        name: .customLong("log-file"),
        help: ArgumentHelp("Lines of JSON about what happens, without names and texts.", valueName: "file"))
    var logFile: String?

    /// The log of this run; it goes nowhere unless a file is named.
    func logger() throws -> Logger {
        guard let logFile else { return Logger(label: "matrix-ferry") { _ in SwiftLogNoOpLogHandler() } }
        var file = try LogFile(path: logFile)
        file.logLevel = isVerbose ? .debug : .info
        file.metadata["run"] = "\(StarterFiles.random(bytes: 4))"
        return Logger(label: "matrix-ferry") { [file] _ in file }
    }

    var console: Console { Console(isJSON: isJSON, isQuiet: isQuiet, isVerbose: isVerbose, isPlain: isPlain) }
}

/// Runs a verb: the one place where failures become words and exit codes.
struct VerbRunner {
    private let verb: any Verb

    init(_ verb: any Verb) { self.verb = verb }

    func run() async -> ExitStatus {
        let console = begin()
        do {
            let (summary, status) = try await verb.perform(console)
            console.end(summary, status)
            return status
        } catch let stop as Interruption.Stop {
            console.complain(stop.words)
            console.end(["ok": false], stop.status)
            return stop.status
        } catch {
            let failure =
                error as? Failure
                ?? Failure(
                    .bug, "an unexpected error: \(error)", remedy: "please report this, with the version")
            return end(console, failure)
        }
    }

    /// Ends the verb before it has begun.
    func refuse(_ failure: Failure) -> ExitStatus { end(begin(), failure) }

    private func begin() -> Console {
        let console = verb.common.console
        console.begin(type(of: verb).configuration.commandName ?? "")
        return console
    }

    private func end(_ console: Console, _ failure: Failure) -> ExitStatus {
        console.fail(failure)
        let status = ExitStatus(failure.kind)
        console.end(["ok": false], status)
        return status
    }
}
