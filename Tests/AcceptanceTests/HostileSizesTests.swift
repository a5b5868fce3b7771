// SPDX-License-Identifier: Apache-2.0
import FerryTestKit
import Glibc
import Testing

/// Archives that are made to take memory or time, and paths that lead nowhere, through the whole program.
@Suite(.serialized, .timeLimit(.minutes(40))) struct HostileSizesTests {
    /// With `FERRY_TEST_LONG=1` as large as they are feared; a sixteenth of it every day.
    private static let share = getenv("FERRY_TEST_LONG") == nil ? 16 : 1
    /// What the program may have, in MiB.
    private static let memory = 256

    private let migration: TestMigration

    init() throws {
        migration = try TestMigration()
        let path = migration.directory + "/ferry.yaml"
        let text = try TestFile.text(path)
        let whole = text.replacing("mailboxes: []", with: "mailboxes: [\"* = Desk\"]")
        try #require(whole != text)
        try TestFile.write(whole, to: path)
    }

    /// Imports what is written to a file, and gives how that ended.
    private func imported(
        _ name: String, _ pieces: some Sequence<(text: String, times: Int)>
    ) async throws -> ChildProcess.Ending {
        let folder = migration.folder.path + "/archive"
        try TestFile.makeFolder(folder)
        let file = try #require(fopen(folder + "/" + name, "w"))
        for (text, times) in pieces {
            for _ in 0..<times { fputs(text, file) }
        }
        try #require(fclose(file) == 0)
        let child = try migration.start(["import", folder], url: "http://127.0.0.1:9")
        let ending = try await BlockingWork.run { try child.wait(watchesMemory: true) }
        #expect(ending.peakMemory > 0)
        print("HostileSizesTests: \(name): exit \(ending.code), \(ending.peakMemory) MiB")
        return ending
    }

    private static let head = """
        From: Anna <anna@example.org>
        To: desk@example.org
        Date: Mon, 3 Nov 2025 09:00:00 +0100
        Subject: s
        Message-ID: <1@example.org>
        MIME-Version: 1.0

        """

    private static let base64 =
        head + """
            Content-Type: application/octet-stream
            Content-Transfer-Encoding: base64


            """

    private func messages() async throws -> String {
        try await BlockingWork.run {
            try SQLiteFile.ask("SELECT count(*) FROM message", ofCopyOf: migration.store)
        }
    }

    @Test func lineOfBase64WithoutEndIsCarriedAsTheFileItIs() async throws {
        let line = String(repeating: "QUJD", count: 256)
        for name in ["1.eml", "box.mbox"] {
            let start = name == "1.eml" ? "" : "From anna@example.org Mon Nov  3 09:00:00 2025\n"
            let ending = try await imported(
                name, [(start + Self.base64, 1), (line, 1 << 20 / Self.share), ("\n", 1)])
            #expect([0, 3].contains(ending.code), "\(ending.errors)")
            #expect(ending.peakMemory <= Self.memory)
        }
        #expect(try await messages() != "0\n")
    }

    @Test func mailWithAFileLargerThanMemoryIsCarriedAndSoIsTheNext() async throws {
        let text = """
            Content-Type: multipart/mixed; boundary=b

            --b

            see the file
            --b
            Content-Type: application/pdf; name=plan.pdf
            Content-Transfer-Encoding: base64


            """
        let from = "From anna@example.org Mon Nov  3 09:00:00 2025\n"
        let line = String(repeating: "QUJD", count: 250) + "\n"
        let lines = (Self.share == 1 ? 1 << 30 : 68 << 20) / 1_000
        let next = Self.head.replacing("<1@", with: "<2@") + "\nabc\n"
        let ending = try await imported(
            "box.mbox", [(from + Self.head + text, 1), (line, lines), ("--b--\n\n" + from + next, 1)])
        #expect(ending.code == 0, "\(ending.errors)")
        #expect(ending.peakMemory <= Self.memory)
        #expect(try await messages() == "2\n")
    }

    @Test func mailOfAMillionHeadersIsOneMessage() async throws {
        let ending = try await imported(
            "1.eml", [(Self.head, 1), ("X-A: b\n", 1_000_000 / Self.share), ("\na\n", 1)])
        #expect([0, 3].contains(ending.code), "\(ending.errors)")
        #expect(ending.peakMemory <= Self.memory)
        #expect(try await messages() == "1\n")
    }

    @Test func partsInsideParts() async throws {
        let levels = (0..<1_000).map {
            (text: "Content-Type: multipart/mixed; boundary=b\($0)\n\n--b\($0)\n", times: 1)
        }
        let ending = try await imported("1.eml", [(Self.head, 1)] + levels + [("\na\n", 1)])
        #expect([0, 3].contains(ending.code), "\(ending.errors)")
        #expect(ending.peakMemory <= Self.memory)
        #expect(try await messages() == "1\n")
    }

    @Test func oneElementAsLargeAsAnArchive() async throws {
        let start = #"[{"type":"message","user":"U1","ts":"1577880000.000100","text":""#
        let end = #""},{"type":"message","user":"U1","ts":"1577880001.000100","text":"b"}]"#
        let folder = migration.folder.path + "/archive"
        try TestFile.makeFolder(folder)
        try TestFile.write(#"[{"id":"U1","team_id":"T1","name":"anna"}]"#, to: folder + "/users.json")
        try TestFile.write(#"[{"id":"C1","name":"c","members":["U1"]}]"#, to: folder + "/channels.json")
        try TestFile.makeFolder(folder + "/c")
        let ending = try await imported(
            "c/2020-01-01.json",
            [(start, 1), (String(repeating: "x", count: 1024), 1 << 20 / Self.share), (end, 1)])
        #expect(ending.code == 3, "\(ending.errors)")
        #expect(ending.peakMemory <= Self.memory)
        #expect(try await messages() == "1\n")
        let losses = try await BlockingWork.run {
            try SQLiteFile.ask("SELECT code FROM loss", ofCopyOf: migration.store)
        }
        #expect(losses == "slack.json.broken-element\n")
    }

    @Test func pathsThatLeadToNoArchive() async throws {
        let folder = migration.folder.path
        symlink("itself", folder + "/itself")
        symlink("there", folder + "/here")
        symlink("here", folder + "/there")
        symlink("nowhere", folder + "/dangling")
        mkfifo(folder + "/pipe", 0o600)
        let long = folder + "/" + String(repeating: "n", count: 300)
        let deep = folder + String(repeating: "/nnnnnnn", count: 600)
        for (path, code) in [
            ("/itself", 66), ("/here", 66), ("/dangling", 66), ("/pipe", 65),
        ] as [(String, Int32)] {
            let ending = try await migration.run(["import", folder + path])
            #expect(ending.code == code, "\(path): \(ending.errors)")
        }
        for path in [long, deep] {
            let ending = try await migration.run(["import", path])
            #expect(ending.code == 66, "\(ending.errors)")
        }
        #expect(try await migration.run(["import", "/dev/zero"]).code == 65)
    }

    @Test func pipesSocketsAndDevicesInAFolderAreStatedAndNotWaitedFor() async throws {
        let folder = migration.folder.path + "/archive"
        var export = GeneratedExport(folder: folder, random: Seed())
        try export.write(messages: 50, channels: 1)
        mkfifo(folder + "/channel-0/2019-01-01.json", 0o600)
        mkfifo(folder + "/dms.json", 0o600)
        let bind =
            "import os, socket, sys; os.chdir(sys.argv[1]); socket.socket(socket.AF_UNIX).bind('s.json')"
        let made = try ChildProcess.run(
            ["/usr/bin/env", "python3", "-c", bind, folder], output: migration.folder.path + "/socket")
        #expect(made.code == 0, "\(made.errors)")
        let ending = try await migration.run(["import", folder])
        #expect(ending.code == 3, "\(ending.errors)")
        #expect(Int(try await messages().prefix { $0.isNumber }) ?? 0 >= 50)
        let refused = try await BlockingWork.run {
            try SQLiteFile.ask(
                "SELECT count(*) FROM loss WHERE code = 'archive.entry-refused'", ofCopyOf: migration.store)
        }
        #expect(refused == "3\n")
    }
}
