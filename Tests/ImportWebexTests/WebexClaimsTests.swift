// SPDX-License-Identifier: Apache-2.0
import FerryArchive
import FerryTestImports
import Testing

@testable import ImportWebex

struct WebexClaimsTests {
    private func outcomes(
        _ claims: [(message: String, name: String, size: Int64?)], files: [String: String],
        lastWins: Bool = false
    ) throws -> [String] {
        let folder = try WebexFolder(
            Dictionary(uniqueKeysWithValues: files.map { ("f/" + $0.key, $0.value) }))
        let archive = try Archive.open(folder.path)
        let settled = WebexClaims(
            claims.map { .init(message: $0.message, index: 0, name: $0.name, size: $0.size) }, folder: "f/",
            in: archive, lastWins: lastWins)
        return claims.map { claim in
            switch settled.outcome(claim.message, 0) {
            case .found(let entry): entry.name
            case .problem(let problem): problem.rawValue
            }
        }
    }

    @Test("a file that one message names is its own, if it has the bytes it should have")
    func one() throws {
        let files = ["a.txt": "four"]
        #expect(try outcomes([("1", "a.txt", 4)], files: files) == ["f/a.txt"])
        #expect(try outcomes([("1", "a.txt", nil)], files: files) == ["f/a.txt"])
        #expect(try outcomes([("1", "a.txt", 5)], files: files) == ["webex.file.size-differs"])
        #expect(try outcomes([("1", "b.txt", 4)], files: files) == ["webex.file.not-in-archive"])
    }

    @Test("a file that two messages name goes to the one whose number of bytes fits alone")
    func two() throws {
        let files = ["a.txt": "four"]
        let lost = "webex.file.overwritten"
        #expect(try outcomes([("1", "a.txt", 4), ("2", "a.txt", 9)], files: files) == ["f/a.txt", lost])
        #expect(try outcomes([("1", "a.txt", 4), ("2", "a.txt", 4)], files: files) == [lost, lost])
        #expect(try outcomes([("1", "a.txt", 4), ("2", "a.txt", nil)], files: files) == [lost, lost])
        #expect(try outcomes([("1", "a.txt", 7), ("2", "a.txt", 9)], files: files) == [lost, lost])
    }

    @Test("names that differ by case only are one file on many disks")
    func sameButForCase() throws {
        let lost = "webex.file.overwritten"
        #expect(
            try outcomes([("1", "Plan.pdf", nil), ("2", "plan.pdf", nil)], files: ["Plan.pdf": "x"]) == [
                lost, lost,
            ])
        #expect(
            try outcomes(
                [("1", "Plan.pdf", nil), ("2", "plan.pdf", nil)], files: ["Plan.pdf": "x", "plan.pdf": "yy"])
                == ["f/Plan.pdf", "f/plan.pdf"])
    }

    @Test("where a tool is known to write in order the last one wins")
    func lastWins() throws {
        #expect(
            try outcomes([("1", "a.txt", nil), ("2", "a.txt", nil)], files: ["a.txt": "x"], lastWins: true)
                == ["webex.file.overwritten", "f/a.txt"])
    }

    @Test("a name that leads out of its folder finds nothing")
    func traversal() throws {
        #expect(
            try outcomes([("1", "../f/a.txt", nil), ("2", "/f/a.txt", nil)], files: ["a.txt": "x"])
                == ["webex.file.not-in-archive", "webex.file.not-in-archive"])
    }
}
