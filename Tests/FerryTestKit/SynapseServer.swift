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

    /// Starts one that loads a registration.
    ///
    /// - Parameters:
    ///   - folder: where its data shall be; the folder above must exist.
    ///   - settings: what its configuration says besides, in YAML.
    public init(folder: String, registration: String, settings: String = "") throws {
        self.folder = folder
        logs = folder + ".script"
        var arguments = ["start", "--dir", folder, "--port", "0", "--registration", registration]
        if !settings.isEmpty {
            try TestFile.write(settings, to: folder + ".yaml")
            arguments += ["--config", folder + ".yaml"]
        }
        try Self.script(arguments, logs: logs)
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
    public func start() throws { try Self.script(["start", "--dir", folder], logs: logs) }

    /// Starts it again with other settings.
    public func start(settings: String) throws {
        try TestFile.write(settings, to: folder + ".yaml")
        try Self.script(["start", "--dir", folder, "--config", folder + ".yaml"], logs: logs)
    }

    /// Ends it in good order.
    public func stop() throws { try Self.script(["stop", "--dir", folder], logs: logs) }

    /// Ends it with SIGKILL, as a crash would.
    public func kill() throws { try Self.script(["kill", "--dir", folder], logs: logs) }

    /// Ends it and deletes its data.
    public func remove() throws { try Self.script(["remove", "--dir", folder], logs: logs) }

    private static func script(_ arguments: [String], logs: String) throws {
        let ending = try ChildProcess.run(
            [Checkout.root + "/scripts/homeserver"] + arguments, output: logs, limit: .seconds(300))
        guard ending.code == 0 else {
            throw PlainHTTP.Failed(
                description: "scripts/homeserver \(arguments[0]) ended with \(ending.code): \(ending.errors)")
        }
    }
}
