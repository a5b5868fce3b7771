// SPDX-License-Identifier: Apache-2.0
import FerryArchive
import FerryImport
import FerryModel
import FerryTestImports
import FerryTestKit
import Testing

/// Importers yield the same, in the same order, however many threads read.
struct SameRecordsTests {
    /// What is yielded, and what the reading ends with where it does not come to its end.
    private func outcome(_ path: String, _ use: WorkThreads, resumesAt: String? = nil) -> [String] {
        WorkThreads.$use.withValue(use) {
            do {
                return try ArchiveReading.all(
                    in: try Archive.open(path), importers: Sample.importers, source: nil
                ).flatMap { try StreamSink.steps(of: $0, resumesAt: resumesAt).map { "\($0)" } }
            } catch {
                return ["\(error)"]
            }
        }
    }

    @Test("each sample is read the same by one thread and by several", arguments: Sample.all)
    func samples(sample: Sample) {
        let alone = outcome(sample.path, .never)
        #expect(!alone.isEmpty)
        #expect(outcome(sample.path, .always) == alone)
    }

    @Test(
        "a broken archive is read the same by one thread and by several, also when it is gone on with",
        arguments: ["teams/graph", "webex/rest", "zoom/team-chat-report", "zoom/chat-api"])
    func broken(name: String) throws {
        let tree = try TemporaryTree()
        let sample = try #require(Sample.all.first { $0.testDescription == name })
        try tree.copy(sample.path, to: "archive")
        for (number, file) in TestFile.all(below: tree.path + "/archive").enumerated() {
            var bytes = try TestFile.bytes(file)
            // One cut, one with what is no JSON in its middle, one as it was.
            switch number % 3 {
            case 0: bytes.removeLast(bytes.count / 3)
            case 1: bytes.replaceSubrange((bytes.count / 2)..<(bytes.count / 2), with: Array("}{x".utf8))
            default: continue
            }
            try TestFile.write(bytes, to: file)
        }
        let path = tree.path + "/archive"
        let alone = outcome(path, .never)
        #expect(alone.count > 1)
        #expect(outcome(path, .always) == alone)
        // Behind its end, too: both say the same of it.
        for position in ["1", "3", "512"] {
            #expect(
                outcome(path, .always, resumesAt: position) == outcome(path, .never, resumesAt: position))
        }
    }
}
