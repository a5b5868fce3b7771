// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryTestKit
import Testing

/// What is installed beside the program fits the program.
@Suite(.timeLimit(.minutes(40))) struct PackagingTests {
    private let folder: TestFolder

    init() throws { folder = try TestFolder() }

    private func run(_ arguments: [String]) async throws -> ChildProcess.Ending {
        let output = folder.path + "/run"
        return try await BlockingWork.run { try ChildProcess.run(arguments, output: output) }
    }

    @Test(arguments: ["bash", "zsh", "fish"]) func completionsAreThoseOfTheProgram(shell: String) async throws
    {
        let made = try await run([Checkout.program, "--generate-completion-script", shell])
        #expect(made.code == 0)
        let packaged = try TestFile.text(Checkout.root + "/packaging/completions/matrix-ferry." + shell)
        #expect(
            packaged == made.output,
            "run: matrix-ferry --generate-completion-script \(shell) > packaging/completions/matrix-ferry.\(shell)"
        )
    }

    @Test(arguments: [
        (["matrix-ferry", "ro"], "rollback"), (["matrix-ferry", "upload", "--take"], "--take-over"),
        (["matrix-ferry", "verify", "--sub"], "--subset"), (["matrix-ferry", "import", "--sou"], "--source"),
    ])
    func bashCompletes(words: [String], expected: String) async throws {
        let script = """
            shopt -s extglob
            source "$1"; shift
            function=$(complete -p matrix-ferry | sed 's/.*-F \\([^ ]*\\).*/\\1/')
            COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
            "$function" matrix-ferry "${!#}" ""
            printf '%s\n' "${COMPREPLY[@]}"
            """
        let path = Checkout.root + "/packaging/completions/matrix-ferry.bash"
        let ending = try await run(["/usr/bin/env", "bash", "-c", script, "-", path] + words)
        let offered = ending.output.split(whereSeparator: \.isWhitespace).map { String($0) }
        #expect(offered.contains(expected), "\(ending.output) \(ending.errors)")
        #expect(!offered.contains("init"))
    }

    @Test func unitsAreUnderstoodBySystemd() async throws {
        let found = try await run(["/usr/bin/env", "sh", "-c", "command -v systemd-analyze"])
        guard found.code == 0 else { return print("PackagingTests: no systemd-analyze here") }
        for name in ["matrix-ferry@.service", "matrix-ferry@.timer"] {
            let text = try TestFile.text(Checkout.root + "/packaging/systemd/" + name)
            // It looks whether the program is there.
            try TestFile.write(
                text.replacing("/usr/bin/matrix-ferry", with: Checkout.program),
                to: folder.path + "/" + name)
        }
        for name in ["matrix-ferry@.service", "matrix-ferry@.timer"] {
            let ending = try await run([
                "/usr/bin/env", "systemd-analyze", "verify", folder.path + "/" + name,
            ])
            #expect(ending.code == 0, "\(ending.errors)")
            #expect(!ending.errors.contains(name + ":"), "\(ending.errors)")
        }
    }

    @Test func manualNamesEveryVerbAndFlag() async throws {
        let dump = try await run([Checkout.program, "--experimental-dump-help"])
        let manual = try TestFile.text(Checkout.root + "/packaging/man/matrix-ferry.1")
            .replacing("\\-", with: "-")
        let root = try #require(try JSONValue(parsing: dump.output)["command"])
        var missing: [String] = []
        for verb in root["subcommands"]?.elements ?? [] where verb["commandName"] != "help" {
            let name = verb["commandName"]?.string ?? ""
            if !manual.contains(".SS matrix-ferry \(name)") { missing.append(name) }
            for argument in verb["arguments"]?.elements ?? [] where argument["shouldDisplay"] != false {
                for flag in argument["names"]?.elements ?? [] where flag["kind"] == "long" {
                    let word = "--" + (flag["name"]?.string ?? "")
                    if !manual.contains("\\fB\(word)\\fR") { missing.append("\(name) \(word)") }
                }
            }
        }
        #expect(missing.isEmpty, "run: scripts/manual > packaging/man/matrix-ferry.1")
        #expect(manual.contains("--take-over"))
    }
}
