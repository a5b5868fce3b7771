// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import Glibc
import Logging

/// Writes log lines as JSON to a file: constant messages, everything else as fields, never text or names of people.
struct LogFile: LogHandler {
    var logLevel: Logger.Level = .info
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?

    private let descriptor: Int32

    /// Opens a file to append to.
    ///
    /// - Throws: `Failure.storage` when it cannot be opened.
    init(path: String) throws {
        descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw Failure(
                .storage, "the log file could not be opened (\(String(cString: strerror(errno))))", at: path,
                remedy: "check that its folder exists and that you may write there")
        }
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var line: JSONValue = [
            "time": .string(WallClock.timestamp()), "level": .string(event.level.rawValue),
            "message": .string(event.message.description),
        ]
        for (key, value) in metadata.merging(event.metadata ?? [:], uniquingKeysWith: { $1 }) {
            line[key] = .string(value.description)
        }
        // One write for one line, so that lines of several threads do not mix.
        let bytes = line.canonicalBytes() + [0x0A]
        _ = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    }
}
