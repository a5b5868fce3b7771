// SPDX-License-Identifier: Apache-2.0
import Glibc

/// A real Synapse on loopback, with its data in a folder of its own. The calls block their thread.
public final class SynapseServer: Sendable {
    /// The server's name, the part of ids after the colon.
    public static let name = "example.org"

    /// Where it answers, also after a restart.
    public let port: UInt16
    /// An administrator's access token.
    public let adminToken: String
    private let folder: String
    private let logs: String
    private let environment: [String: String]

    /// Starts one that loads a registration.
    ///
    /// - Parameters:
    ///   - folder: where its data shall be; the folder above must exist.
    ///   - settings: what its configuration says besides, in YAML.
    ///   - environment: what is in its environment at every start.
    ///   - options: more for the first start, such as `--postgres`.
    public init(
        folder: String, registration: String, settings: String = "", environment: [String: String] = [:],
        options: [String] = []
    ) throws {
        self.folder = folder
        self.environment = environment
        logs = folder + ".script"
        var arguments =
            ["start", "--dir", folder, "--port", "0", "--registration", registration] + options
        if !settings.isEmpty {
            try TestFile.write(settings, to: folder + ".yaml")
            arguments += ["--config", folder + ".yaml"]
        }
        try Self.script(arguments, logs: logs, environment: environment)
        let text = try TestFile.text(folder + "/port")
        guard let port = UInt16(text.prefix { $0.isNumber }) else {
            throw PlainHTTP.Failed(description: "scripts/homeserver told no port")
        }
        self.port = port
        adminToken = String(try TestFile.text(folder + "/admin_token").prefix { !$0.isNewline })
    }

    /// Its SQLite database; to be changed only while it is stopped.
    public var database: String { folder + "/homeserver.db" }

    /// Calls to it with the administrator's token.
    public var admin: PlainHTTP { PlainHTTP(port: port, token: adminToken) }

    /// Starts it again on the same port and data.
    public func start() throws { try script(["start", "--dir", folder]) }

    /// Whether it answers.
    public var isWell: Bool { (try? PlainHTTP(port: port, token: "").call("GET", "/health").status) == 200 }

    /// Where its event persisters answer since the last start, in their order; empty without workers.
    public var endpoints: [String] {
        let told = (try? TestFile.text(logs + ".out"))?.split(separator: "\n") ?? []
        let line = told.first { $0.hasPrefix("endpoints: ") }
        return line?.dropFirst(11).split(separator: " ").map(String.init) ?? []
    }

    /// Starts it again with a clock that is wrong by so many seconds.
    public func start(clockAhead seconds: Int) throws {
        let clock = ["LD_PRELOAD": Checkout.faultShim, "FERRY_FAULT": "wall:\(seconds)"]
        try Self.script(
            ["start", "--dir", folder], logs: logs, environment: environment.merging(clock) { $1 })
    }

    /// Starts it again with other settings.
    public func start(settings: String) throws {
        try TestFile.write(settings, to: folder + ".yaml")
        try script(["start", "--dir", folder, "--config", folder + ".yaml"])
    }

    /// Ends it in good order.
    public func stop() throws { try script(["stop", "--dir", folder]) }

    /// Ends it with SIGKILL, as a crash would.
    public func kill() throws { try script(["kill", "--dir", folder]) }

    /// Ends it and deletes its data.
    public func remove() throws { try script(["remove", "--dir", folder]) }

    private func script(_ arguments: [String]) throws {
        try Self.script(arguments, logs: logs, environment: environment)
    }

    private static func script(
        _ arguments: [String], logs: String, environment: [String: String]
    ) throws {
        let ending = try ChildProcess.run(
            [Checkout.root + "/scripts/homeserver"] + arguments, environment: environment, output: logs,
            limit: .seconds(300))
        guard ending.code == 0 else {
            throw PlainHTTP.Failed(
                description: "scripts/homeserver \(arguments[0]) ended with \(ending.code): \(ending.errors)")
        }
    }
}
