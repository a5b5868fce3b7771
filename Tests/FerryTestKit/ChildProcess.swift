// SPDX-License-Identifier: Apache-2.0
import Glibc

/// A program that runs in a process group of its own, with its output in files.
public final class ChildProcess: @unchecked Sendable {
    /// The program could not be started, or did not end in time.
    public struct Failed: Error, CustomStringConvertible {
        /// What happened.
        public let description: String
    }

    /// How long a program may take that does its work in seconds: only what hangs is to be ended, however busy the
    /// machine is.
    public static let patience: Duration = .seconds(600)

    private let pid: pid_t
    private let name: String
    private let output: String
    private let lock = TestLock()
    private var ended: Int32?

    /// Starts a program.
    ///
    /// - Parameters:
    ///   - arguments: the program's path and what it is called with.
    ///   - environment: variables besides those of this process.
    ///   - output: where its output goes, as `output.out` and `output.err`.
    public init(_ arguments: [String], environment: [String: String] = [:], output: String) throws {
        self.output = output
        name = arguments.joined(separator: " ")
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        // The threads of Swift's tasks block signals, and a program would inherit that.
        var noSignals = sigset_t()
        sigemptyset(&noSignals)
        posix_spawnattr_setsigmask(&attributes, &noSignals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK))
        posix_spawnattr_setpgroup(&attributes, 0)
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        for (descriptor, ending) in [(Int32(1), ".out"), (2, ".err")] {
            posix_spawn_file_actions_addopen(
                &actions, descriptor, output + ending, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        }
        // A connection that the program inherited would stay open when we close it.
        for descriptor in Int32(3)..<1024 { posix_spawn_file_actions_addclose(&actions, descriptor) }
        defer {
            posix_spawnattr_destroy(&attributes)
            posix_spawn_file_actions_destroy(&actions)
        }
        let variables = Self.variables(environment)
        var words = arguments.map { strdup($0) } + [nil]
        var settings = variables.map { strdup($0) } + [nil]
        defer { for word in words + settings { free(word) } }
        var pid: pid_t = 0
        let status = posix_spawn(&pid, arguments[0], &actions, &attributes, &words, &settings)
        guard status == 0 else {
            throw Failed(description: "\(arguments[0]) did not start: \(String(cString: strerror(status)))")
        }
        self.pid = pid
    }

    private static func variables(_ more: [String: String]) -> [String] {
        var variables: [String] = []
        var next = environ
        while let entry = next.pointee {
            let text = String(cString: entry)
            if !more.keys.contains(where: { text.hasPrefix($0 + "=") }) { variables.append(text) }
            next += 1
        }
        return variables + more.map { $0.key + "=" + $0.value }
    }

    /// What the process list shows of it; empty when it is over.
    public var commandLine: String { (try? TestFile.text("/proc/\(pid)/cmdline")) ?? "" }

    /// The most memory it has had so far, in MiB; 0 when it is over.
    public var peakMemory: Int {
        let lines = ((try? TestFile.text("/proc/\(pid)/status")) ?? "").split(separator: "\n")
        let line = lines.first { $0.hasPrefix("VmHWM:") }
        return (line.flatMap { Int($0.filter(\.isNumber)) } ?? 0) / 1024
    }

    /// The memory it has now, in KiB, and its open files; zeros when it is over.
    public var usage: (memory: Int, files: Int) {
        let lines = ((try? TestFile.text("/proc/\(pid)/status")) ?? "").split(separator: "\n")
        let line = lines.first { $0.hasPrefix("VmRSS:") }
        return (line.flatMap { Int($0.filter(\.isNumber)) } ?? 0, TestFile.names(in: "/proc/\(pid)/fd").count)
    }

    /// Sends a signal to the program and everything it started; nothing when it is over.
    public func signal(_ number: Int32) {
        lock.locked {
            if ended == nil { kill(-pid, number) }
        }
    }

    /// Waits for the end; blocks this thread. After the limit everything is killed and the wait fails.
    ///
    /// - Parameter watchesMemory: whether the ending says how much memory it had. What the system says of a process
    ///   that has ended counts ours too, which it was for a moment.
    public func wait(limit: Duration = patience, watchesMemory: Bool = false) throws -> Ending {
        let start = ContinuousClock.now
        var peak = 0
        while true {
            if watchesMemory { peak = max(peak, peakMemory) }
            if let status = reap() {
                return try ending(status, peakMemory: peak)
            }
            if ContinuousClock.now - start > limit {
                signal(SIGKILL)
                while reap() == nil { pause(.milliseconds(5)) }
                let said = (try? TestFile.text(output + ".err")) ?? ""
                throw Failed(
                    description: "\(name) did not end within \(limit); it said: \(said.suffix(2000))")
            }
            pause(.milliseconds(5))
        }
    }

    /// How it ended, if it does within some time; blocks this thread until then.
    public func end(within limit: Duration) throws -> Ending? {
        let start = ContinuousClock.now
        repeat {
            if let status = reap() { return try ending(status, peakMemory: 0) }
            pause(.milliseconds(20))
        } while ContinuousClock.now - start < limit
        return nil
    }

    private func ending(_ status: Int32, peakMemory: Int) throws -> Ending {
        Ending(
            status, peakMemory: peakMemory, output: try TestFile.text(output + ".out"),
            errors: try TestFile.text(output + ".err"))
    }

    private func reap() -> Int32? {
        lock.locked {
            if let ended { return ended }
            var status: Int32 = 0
            guard waitpid(pid, &status, WNOHANG) == pid else { return nil }
            ended = status
            return status
        }
    }

    /// How a program ended, and what it wrote.
    public struct Ending: Sendable {
        /// The exit code; 128 and the number when a signal ended it.
        public let code: Int32
        /// The signal that ended it; `nil` when it exited by itself.
        public let signal: Int32?
        /// Standard output.
        public let output: String
        /// Standard error.
        public let errors: String
        /// The most memory it had, in MiB; 0 unless that was watched.
        public let peakMemory: Int

        init(_ status: Int32, peakMemory: Int, output: String, errors: String) {
            self.peakMemory = peakMemory
            let number = status & 0x7f
            signal = number == 0 ? nil : number
            code = number == 0 ? (status >> 8) & 0xff : 128 + number
            self.output = output
            self.errors = errors
        }
    }

    /// Runs a program to its end; blocks this thread.
    public static func run(
        _ arguments: [String], environment: [String: String] = [:], output: String,
        limit: Duration = patience
    ) throws -> Ending {
        try ChildProcess(arguments, environment: environment, output: output).wait(limit: limit)
    }
}
