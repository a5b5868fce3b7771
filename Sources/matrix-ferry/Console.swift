// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import Glibc

/// The terminal: lines of JSON for machines on standard output, sentences for people on standard error.
struct Console: Sendable {
    /// Whether machines read along.
    let isJSON: Bool
    /// Whether people want to hear of problems only.
    let isQuiet: Bool
    /// Whether people want to hear more.
    let isVerbose: Bool
    /// Whether a terminal is written to like a file.
    var isPlain = false

    /// Writes one line of JSON; nothing unless machines read along.
    func json(_ type: String, _ members: JSONValue = [:]) {
        guard isJSON else { return }
        var line = members
        line["type"] = .string(type)
        Self.write(line.canonicalBytes() + [0x0A], to: STDOUT_FILENO)
    }

    /// Says something to people.
    func say(_ text: String) {
        if !isQuiet { complain(text) }
    }

    /// Says something; if it is bad news, even to those who want to be left alone.
    func complainUnless(_ isGood: Bool, _ text: String) {
        if isGood { say(text) } else { complain(text) }
    }

    /// Writes what people asked for to standard output; nothing where machines read along.
    func print(_ text: String) {
        if !isJSON { Self.write(Array(VisibleText.visible(text).utf8), to: STDOUT_FILENO) }
    }

    /// Says something that people must hear.
    func complain(_ text: String) {
        Self.write(Array((VisibleText.visible(text) + "\n").utf8), to: STDERR_FILENO)
    }

    /// The first line for machines.
    func begin(_ verb: String) {
        json(
            "version",
            [
                "schema": 1, "program": "matrix-ferry", "version": .string(Version.current),
                "verb": .string(verb),
            ])
    }

    /// The last lines for machines.
    func end(_ summary: JSONValue, _ status: ExitStatus) {
        json("summary", summary)
        json("exit", ["code": .int(Int64(status.rawValue)), "meaning": .string(status.meaning)])
    }

    /// A failure, for both.
    func fail(_ failure: Failure) {
        complain("matrix-ferry: " + failure.description)
        json(
            "error",
            [
                "kind": .string(failure.kind.rawValue), "what": .string(failure.what),
                "where": failure.location.map { .string($0) } ?? .null, "remedy": .string(failure.remedy),
            ])
    }

    /// Whether a block of progress can be redrawn in place.
    var isRedrawable: Bool {
        guard !isJSON, !isQuiet, !isPlain, isatty(STDERR_FILENO) == 1 else { return false }
        // Set and empty is as good as not set (no-color.org).
        let isPlainWanted = Environment.value("NO_COLOR").map { !$0.isEmpty } ?? false
        return !isPlainWanted && Environment.value("TERM") ?? "dumb" != "dumb"
    }

    /// Redraws the line of progress.
    func redraw(_ text: String) {
        Self.write(Array(("\r\u{1B}[K" + VisibleText.visible(text)).utf8), to: STDERR_FILENO)
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            // Nobody listens any more; the work goes on all the same.
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}
