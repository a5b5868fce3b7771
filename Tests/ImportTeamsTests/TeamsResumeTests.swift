// SPDX-License-Identifier: Apache-2.0
import FerryArchive
import FerryImport
import FerryModel
import FerryTestImports
import ImportTeams
import Testing

/// An interrupted import goes on anywhere and yields what is left, and nothing else.
struct TeamsResumeTests {
    private static let samples =
        "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/samples/teams"

    private func steps(_ path: String, resumesAt: String? = nil) throws -> [StreamSink.Step] {
        try StreamSink.steps(of: TeamsImporter(), path, resumesAt: resumesAt)
    }

    @Test("goes on after every element", arguments: ["admin-export", "graph"])
    func everywhere(_ sample: String) throws {
        let path = Self.samples + "/\(sample)/archive"
        let whole = try steps(path)
        var left = whole.count
        var position = 1
        while true {
            let rest: [StreamSink.Step]
            do {
                rest = try steps(path, resumesAt: String(position))
            } catch let failure as Failure where failure.kind == .bug {
                // There are no more elements than that.
                break
            }
            #expect(rest.count <= left)
            #expect(Array(whole.suffix(rest.count)) == rest, "after \(position) elements")
            left = rest.count
            position += 1
        }
        #expect(position > 10)
        #expect(left < whole.count / 2)
    }

    @Test("starts anew where nothing was kept, or a word that is no position")
    func anew() throws {
        let path = Self.samples + "/graph/archive"
        #expect(try steps(path, resumesAt: "elsewhere") == steps(path))
    }
}
