// SPDX-License-Identifier: Apache-2.0
import Glibc

/// A migration directory of a test's own and the calls of the program on it.
public final class TestMigration: Sendable {
    /// The directory.
    public let directory: String
    /// The migration's id.
    public let id: String
    /// A folder for what belongs to the test; everything in it was written by the program or about it.
    public let folder: TestFolder

    /// Makes one with the program's own `init`.
    public init() throws {
        folder = try TestFolder()
        directory = folder.path + "/migration"
        let made = try ChildProcess.run(
            [Checkout.program, "init", directory, "--server-name", SynapseServer.name],
            output: folder.path + "/init")
        guard made.code == 0 else { throw ChildProcess.Failed(description: "init: \(made.errors)") }
        let lines = try TestFile.text(directory + "/ferry.yaml").split(separator: "\n")
        id = lines.first { $0.hasPrefix("migration: ") }.map { String($0.dropFirst(11)) } ?? ""
    }

    /// The registration that the homeserver is to load.
    public var registration: String { directory + "/registration.yaml" }
    /// The store.
    public var store: String { directory + "/ferry.sqlite" }
    /// The user that makes the rooms.
    public var bot: String { "@matrix-ferry:" + SynapseServer.name }

    /// A value of the registration, such as `as_token`.
    public func secret(_ name: String) throws -> String {
        let lines = try TestFile.text(registration).split(separator: "\n")
        return lines.first { $0.hasPrefix(name + ": ") }.map { String($0.dropFirst(name.count + 2)) } ?? ""
    }

    /// Starts the program on this migration.
    ///
    /// - Parameter url: where it finds the homeserver.
    public func start(
        _ arguments: [String], url: String, environment: [String: String] = [:]
    ) throws -> ChildProcess {
        var variables = environment
        variables["FERRY_HOMESERVER_URL"] = url
        // The fault proxy holds requests back for less than a second.
        variables["FERRY_UPLOAD_GRACE"] = "3s"
        return try ChildProcess(
            [Checkout.program] + arguments + ["-C", directory], environment: variables,
            output: folder.path + "/ferry-\(Self.number())")
    }

    /// Runs the program to its end, away from the threads of Swift's tasks.
    public func run(
        _ arguments: [String], url: String = "http://127.0.0.1:9", environment: [String: String] = [:],
        limit: Duration = ChildProcess.patience
    ) async throws -> ChildProcess.Ending {
        try await BlockingWork.run {
            try self.start(arguments, url: url, environment: environment).wait(limit: limit)
        }
    }

    private static let lock = TestLock()
    nonisolated(unsafe) private static var count = 0

    private static func number() -> Int {
        lock.locked {
            count += 1
            return count
        }
    }
}
