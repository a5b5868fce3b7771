// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import Glibc

/// A planned migration that can be copied as often as a test wants to begin anew, each copy with a homeserver of
/// its own in this process: what takes seconds on a real one takes a tenth here.
public final class StandIn: Sendable {
    private let folder: TestFolder
    private let token: String

    /// Imports and plans an archive; with none the migration stays empty. Blocks this thread.
    public init(archive: String?) throws {
        folder = try TestFolder()
        token = folder.path + "/token"
        try TestFile.write(FakeHomeserver.token + "\n", to: token)
        chmod(token, 0o600)
        let original = folder.path + "/original"
        let made = try ChildProcess.run(
            [Checkout.program, "init", original, "--server-name", "x.org", "--sender", "ferry"],
            output: folder.path + "/init")
        guard made.code == 0 else { throw ChildProcess.Failed(description: made.errors) }
        guard let archive else { return }
        for verb in [["import", archive], ["plan"]] {
            let ending = try start(verb, in: original, url: "http://127.0.0.1:9").wait()
            guard [0, 3].contains(ending.code) else { throw ChildProcess.Failed(description: ending.errors) }
        }
    }

    /// The migration directory of a new copy. Blocks this thread.
    public func copy() throws -> String {
        let path = try TestFolder.new(in: folder.path)
        let ending = try ChildProcess.run(
            ["/bin/cp", "-a", folder.path + "/original", path + "/migration"], output: path + "/cp")
        guard ending.code == 0 else { throw ChildProcess.Failed(description: ending.errors) }
        return path + "/migration"
    }

    /// Starts the program on a copy.
    public func start(
        _ arguments: [String], in directory: String, url: String, environment: [String: String] = [:]
    ) throws -> ChildProcess {
        try shell([Checkout.program] + arguments + ["-C", directory], url: url, environment: environment)
    }

    /// Starts any program that starts the program.
    public func shell(_ arguments: [String], url: String, environment: [String: String] = [:]) throws
        -> ChildProcess
    {
        var variables = environment
        variables["FERRY_HOMESERVER_URL"] = url
        variables["FERRY_AS_TOKEN_FILE"] = token
        // The homeserver in this process is done with a request as soon as it has it.
        variables["FERRY_UPLOAD_GRACE"] = "1s"
        return try ChildProcess(
            arguments, environment: variables, output: try TestFolder.new(in: folder.path) + "/ferry")
    }
}

extension FakeState {
    /// Everything that people can see, in lines that say the same whatever ids the homeserver has given: what must
    /// come out alike however often an upload was disturbed.
    public var picture: [String] {
        var names: [String: String] = [:]
        let homes = Dictionary(aliases.map { ($0.value, $0.key) }, uniquingKeysWith: { first, _ in first })
        for room in rooms.values {
            let home = homes[room.id] ?? "without alias"
            names[room.id] = home
            for (index, event) in room.events.enumerated() {
                names[event["event_id"]?.string ?? ""] = "\(home)#\(index)"
            }
        }
        for (id, bytes) in media { names["mxc://" + id] = bytes.map { "file " + SHA256.digest(of: $0).hex } }
        func plain(_ value: JSONValue) -> String {
            String(decoding: value.renamed(names).canonicalBytes(), as: UTF8.self)
        }
        var lines: [String] = []
        for room in rooms.values {
            let home = names[room.id] ?? ""
            let isSpace = room.events.first?["content"]?["type"] == "m.space"
            for (index, event) in room.events.enumerated() {
                var event = event
                // What bears no time of its own was written now.
                if let time = event["origin_server_ts"]?.int64, time >= 2_000_000_000_000 {
                    event["origin_server_ts"] = nil
                }
                event["event_id"] = nil
                // Rooms come into a space in any order.
                lines.append("\(home) \(isSpace ? "" : "\(index) ")\(plain(event))")
            }
        }
        lines += users.map { "user \($0)" } + devices.map { "device \($0)" }
        lines += profiles.map { "profile \($0.key) \(plain(.object($0.value)))" }
        lines += media.values.compactMap { $0 }.map { "file " + SHA256.digest(of: $0).hex }
        lines += readMarkers.map { marker in
            let parts = marker.key.split(separator: " ").map { names[String($0)] ?? String($0) }
            return "read \(parts.joined(separator: " ")) \(names[marker.value] ?? marker.value)"
        }
        lines += accountData.filter { !$0.key.contains("eu.matrix-ferry") }.map {
            "data \($0.key) \(plain($0.value))"
        }
        return lines.sorted()
    }
}

extension JSONValue {
    /// The same with ids replaced wherever they stand as a whole, also as keys.
    fileprivate func renamed(_ names: [String: String]) -> JSONValue {
        switch self {
        case .string(let text): .string(names[text] ?? text)
        case .array(let values): .array(values.map { $0.renamed(names) })
        case .object(let members):
            .object(Dictionary(members.map { (names[$0.key] ?? $0.key, $0.value.renamed(names)) }) { $1 })
        default: self
        }
    }
}
