// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryTestKit
import Testing

/// The contract of `--json`.
enum NDJSON {
    /// Expects that every line parses, that the first is the version and the last two are summary and exit code.
    static func expectContract(
        _ ending: ChildProcess.Ending, verb: String, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let lines = ending.output.split(separator: "\n").map { try? JSONValue(parsing: String($0)) }
        #expect(!lines.contains(nil), "\(verb): \(ending.output)", sourceLocation: sourceLocation)
        let types = lines.map { $0?["type"]?.string ?? "" }
        #expect(types.first == "version", "\(verb): \(types)", sourceLocation: sourceLocation)
        #expect(
            Array(types.suffix(2)) == ["summary", "exit"], "\(verb): \(types)", sourceLocation: sourceLocation
        )
        let code = lines.last.flatMap { $0?["code"]?.int64 }
        #expect(code == Int64(ending.code), "\(verb)", sourceLocation: sourceLocation)
    }

    /// What the summary says.
    static func summary(_ output: String) throws -> JSONValue {
        for line in output.split(separator: "\n").reversed() {
            let value = try JSONValue(parsing: String(line))
            if value["type"] == "summary" { return value }
        }
        return [:]
    }
}
