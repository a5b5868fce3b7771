// SPDX-License-Identifier: Apache-2.0
import FerryTestKit
import Glibc
import Testing

/// Exit codes and messages that need no homeserver.
@Suite(.timeLimit(.minutes(40))) struct CommandLineTests {
    /// Runs the program with `--json`, and expects an exit code and words on standard error.
    private func expect(
        _ code: Int32, _ words: String, _ migration: TestMigration, _ arguments: [String],
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let ending = try await migration.run(arguments + ["--json"])
        #expect(ending.code == code, "\(ending.errors)", sourceLocation: sourceLocation)
        #expect(ending.errors.contains(words), "\(ending.errors)", sourceLocation: sourceLocation)
        NDJSON.expectContract(ending, verb: arguments[0], sourceLocation: sourceLocation)
    }

    @Test(arguments: [10, 2, 1]) func truncatedArchiveIsInvalid(_ share: Int) async throws {
        let migration = try TestMigration()
        let bytes = try TestFile.bytes(Scene.realExport)
        let path = migration.folder.path + "/half.zip"
        try TestFile.write(bytes.prefix(share == 1 ? bytes.count - 30 : bytes.count / share), to: path)
        try await expect(65, path, migration, ["run", path])
        try await expect(65, path, migration, ["import", path])
    }

    @Test func missingArchiveIsNotFound() async throws {
        let migration = try TestMigration()
        try await expect(66, "/nowhere.zip", migration, ["run", migration.folder.path + "/nowhere.zip"])
    }

    @Test func directoryWithoutConfigurationIsNoMigration() async throws {
        let migration = try TestMigration()
        TestFile.remove(migration.directory + "/ferry.yaml")
        for verb in ["doctor", "plan", "upload", "verify", "report", "status"] {
            try await expect(78, "matrix-ferry init", migration, [verb])
        }
    }

    @Test func unknownKeyIsToldWithTheNearestOne() async throws {
        let migration = try TestMigration()
        let path = migration.directory + "/ferry.yaml"
        try TestFile.write(try TestFile.text(path) + "\nhomeservr:\n  urll: http://x\n", to: path)
        try await expect(78, "homeserver.url", migration, ["status"])
    }

    @Test func brokenConfigurationIsToldByItsLineAndNotQuoted() async throws {
        let migration = try TestMigration()
        let path = migration.directory + "/ferry.yaml"
        let text = try TestFile.text(path)
        for (broken, words) in [("\nmail:\n  lists: []\n", "mail"), ("\n\tupload: [\n", "line ")] {
            try TestFile.write(text + "# anna.weber@example.org" + broken, to: path)
            let ending = try await migration.run(["status"])
            #expect(ending.code == 78)
            #expect(ending.errors.contains(words), "\(ending.errors)")
            #expect(!ending.errors.contains("anna.weber"), "\(ending.errors)")
        }
    }

    @Test func namesMoveNoTerminal() async throws {
        let migration = try TestMigration()
        let name = "a\u{1B}]0;title\u{7}\u{202E}piz.zip"
        let missing = try await migration.run(["import", migration.folder.path + "/" + name])
        #expect(missing.code == 66)
        #expect(missing.errors.contains("a\\u{1B}]0;title\\u{7}\\u{202E}piz.zip"), "\(missing.errors)")
        try TestFile.write("no archive", to: migration.folder.path + "/" + name)
        let broken = try await migration.run(["import", migration.folder.path + "/" + name])
        #expect(broken.code == 65)
        for scalar in (missing.errors + broken.errors).unicodeScalars where scalar != "\n" {
            #expect(!scalar.properties.isBidiControl && scalar.properties.generalCategory != .control)
        }
    }

    /// On a terminal progress is drawn anew in its place, unless somebody reads with a machine or does not want it.
    @Test(arguments: [
        ([], [:], true), (["--plain"], [:], false), ([], ["NO_COLOR": "1"], false),
        ([], ["NO_COLOR": ""], true),
        ([], ["TERM": "dumb"], false), (["--json"], [:], false), (["-q"], [:], false),
    ])
    func progressIsRedrawnOnTerminalsOnly(flags: [String], environment: [String: String], isRedrawn: Bool)
        async throws
    {
        let migration = try TestMigration()
        let words = [Checkout.program, "import", "-C", migration.directory, Scene.sample] + flags
        let command = words.map { "'\($0)'" }.joined(separator: " ")
        let output = migration.folder.path + "/terminal"
        let ending = try await BlockingWork.run {
            try ChildProcess.run(
                ["/usr/bin/env", "script", "-qec", command, "/dev/null"],
                environment: ["TERM": "xterm", "NO_COLOR": ""].merging(environment) { $1 }, output: output)
        }
        #expect([0, 3].contains(ending.code), "\(ending.output)")
        #expect(ending.output.contains("\u{1B}[K") == isRedrawn, "\(ending.output)")
    }

    @Test func wrongFlagIsWrongUse() async throws {
        let migration = try TestMigration()
        let ending = try await migration.run(["upload", "--no-such-flag"])
        #expect(ending.code == 64)
        #expect(ending.errors.contains("--no-such-flag"))
        #expect(ending.output.isEmpty)
        try await expect(64, "--rate", migration, ["upload", "--rate", "-1"])
    }

    @Test func uploadWithoutAPlanIsStale() async throws {
        let migration = try TestMigration()
        try await expect(5, "matrix-ferry plan", migration, ["upload"])
    }

    @Test func homeserverThatIsDownIsGivenUpOn() async throws {
        let migration = try TestMigration()
        try await expect(69, "homeserver", migration, ["run", Scene.sample, "--give-up-after", "3s"])
    }

    @Test func lockThatAnotherHoldsEndsEveryWriterAtOnce() async throws {
        let migration = try TestMigration()
        let descriptor = open(migration.directory + "/ferry.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        defer { close(descriptor) }
        #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
        for arguments in [["import", Scene.sample], ["plan"], ["upload"], ["run", Scene.sample]] {
            // At once: if it waited for the lock, it would wait for ever.
            try await expect(11, "another run", migration, arguments)
        }
    }

    @Test func offlineVerbsKeepTheContractOfTheirOutput() async throws {
        let migration = try TestMigration()
        let verbs: [([String], Int32)] = [
            (["import", Scene.sample], 3), (["plan"], 3), (["report"], 0), (["status"], 0),
            (["run", Scene.sample, "--dry-run"], 3),
        ]
        for (arguments, code) in verbs { try await expect(code, "", migration, arguments) }
        let made = try await BlockingWork.run {
            try ChildProcess.run(
                [Checkout.program, "init", migration.folder.path + "/other", "--json"],
                output: migration.folder.path + "/other-init")
        }
        #expect(made.code == 0)
        NDJSON.expectContract(made, verb: "init")
    }
}
