// SPDX-License-Identifier: Apache-2.0
import FerryTestKit
import Glibc
import Testing

/// Uploads run in their window and at no other time, by the clock on the wall of the place that is named.
@Suite(.serialized, .timeLimit(.minutes(40))) struct WindowTests {
    private let folder: TestFolder
    private let standIn: StandIn

    init() throws {
        folder = try TestFolder()
        try TinyArchive.write(to: folder.path + "/archive")
        standIn = try StandIn(archive: folder.path + "/archive")
    }

    /// A moment in UTC, a window, and whether it is open then.
    private static let cases: [(moment: Int, window: String, isOpen: Bool)] = [
        // Friday 2026-01-16, and the night that belongs to it.
        (1_768_590_000, "Mon-Fri 20:00-06:00 UTC", false),  // 19:00
        (1_768_593_600, "Mon-Fri 20:00-06:00 UTC", true),  // 20:00
        (1_768_608_000, "Mon-Fri 20:00-06:00 UTC", true),  // Saturday 00:00
        (1_768_629_000, "Mon-Fri 20:00-06:00 UTC", true),  // 05:50, time enough for a busy machine
        (1_768_629_600, "Mon-Fri 20:00-06:00 UTC", false),  // 06:00
        (1_768_680_000, "Mon-Fri 20:00-06:00 UTC", false),  // 20:00
        // Monday's early hours belong to Sunday.
        (1_768_791_600, "Mon-Fri 20:00-06:00 UTC", false),  // Monday 03:00
        (1_768_791_600, "Mon 22:00-24:00 UTC; Sun 22:00-04:00 UTC", true),
        // The last Sunday of March 2026: two o'clock becomes three in Berlin.
        (1_774_745_940, "Sun 01:00-04:00 Europe/Berlin", true),  // 01:59
        (1_774_746_000, "Sun 02:00-03:00 Europe/Berlin", false),  // 03:00
        (1_774_749_000, "Sun 01:00-04:00 Europe/Berlin", true),  // 03:50
        (1_774_749_600, "Sun 01:00-04:00 Europe/Berlin", false),  // 04:00
        // The last Sunday of October 2026: three o'clock becomes two.
        (1_792_888_200, "Sun 02:30-03:00 Europe/Berlin", true),  // 02:30, first
        (1_792_890_000, "Sun 02:30-03:00 Europe/Berlin", false),  // 02:00, second
        (1_792_891_800, "Sun 02:30-03:00 Europe/Berlin", true),  // 02:30, second
    ]

    @Test(arguments: cases.indices) func uploadRunsInItsWindowOnly(index: Int) async throws {
        let (moment, window, isOpen) = Self.cases[index]
        let server = try FakeHomeserver()
        let directory = try standIn.copy()
        let ahead = moment - time(nil)
        let child = try standIn.start(
            ["upload", "--window", window], in: directory, url: server.url,
            environment: ["LD_PRELOAD": Checkout.faultShim, "FERRY_FAULT": "clock:\(ahead)"])
        let ending = try await BlockingWork.run { try child.wait() }
        if isOpen {
            #expect([0, 3].contains(ending.code), "\(moment) \(window): \(ending.errors)")
        } else {
            #expect(ending.code == 75, "\(moment) \(window): \(ending.errors)")
            #expect(!server.requests.contains { $0.path.contains("/rooms/") })
        }
    }

    /// What the configuration says of when to upload, and what comes of it; a flag wins.
    @Test(arguments: [
        ("FERRY_UPLOAD_WINDOW", "Mon 03:00-03:01 UTC", [], 75), ("FERRY_UPLOAD_WINDOW", "Mox", [], 78),
        ("FERRY_UPLOAD_WINDOW", "Mon 03:00-03:01 UTC", ["--window", "00:00-24:00"], 0),
        ("FERRY_UPLOAD_MAX_DURATION", "for ever", [], 78), ("FERRY_UPLOAD_MAX_DURATION", "8h", [], 0),
    ])
    func configurationSaysWhen(variable: String, value: String, flags: [String], code: Int32) async throws {
        let server = try FakeHomeserver()
        let ahead = 1_768_593_600 - time(nil)
        let child = try standIn.start(
            ["upload"] + flags, in: try standIn.copy(), url: server.url,
            environment: [
                variable: value, "LD_PRELOAD": Checkout.faultShim, "FERRY_FAULT": "clock:\(ahead)",
            ])
        let ending = try await BlockingWork.run { try child.wait() }
        #expect((ending.code == 3 ? 0 : ending.code) == code, "\(ending.errors)")
        if code == 78 {
            #expect(
                ending.errors.contains(variable == "FERRY_UPLOAD_WINDOW" ? "upload.window" : "max_duration"))
        }
    }

    @Test(arguments: [
        "Mon-Fri 20:00", "20:00-20:00", "Mon-Fri 20:00-06:00 Europe/Atlantis", "Mox 20:00-06:00",
    ])
    func windowThatIsNoneIsRefused(window: String) async throws {
        let directory = try standIn.copy()
        let child = try standIn.start(
            ["upload", "--window", window], in: directory, url: "http://127.0.0.1:9")
        let ending = try await BlockingWork.run { try child.wait() }
        #expect(ending.code == 64, "\(ending.errors)")
    }
}
