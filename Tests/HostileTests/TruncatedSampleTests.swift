// SPDX-License-Identifier: Apache-2.0
import FerryArchive
import FerryImport
import FerryModel
import FerryTestKit
import Glibc
import Testing

/// Every sample with one of its files cut off: at some places of each file, and with `FERRY_TEST_LONG=1` at some
/// twenty thousand.
@Suite struct TruncatedSampleTests {
    private static let isLong = getenv("FERRY_TEST_LONG") != nil
    /// Forms that say where they end. Of others nobody can tell a shorter file from a whole one.
    private static let framed = [".json", ".xml", ".gz", ".sqlite"]
    private static let unread = [
        ".png", ".jpg", ".pdf", ".wav", ".mp4", ".m4a", ".bin", ".exe", ".css", ".js",
    ]

    private static let samples: [String] = HostileTarget.kinds.flatMap { source, _ in
        TestFile.names(in: "\(Checkout.root)/samples/\(source.rawValue)").sorted()
            .map { "\(source.rawValue)/\($0)" }
    }

    @Test("a sample cut off anywhere is refused, or what is missing is stated", arguments: samples)
    func cut(sample: String) async throws {
        let kind = try #require(HostileTarget.kinds.first { sample.hasPrefix($0.0.rawValue + "/") })
        let folder = try TestFolder()
        let original = "\(Checkout.root)/samples/\(sample)/archive"
        let copy = folder.path + "/archive"
        let findings = try await BlockingWork.run {
            let made = try ChildProcess.run(["/bin/cp", "-a", original, copy], output: folder.path + "/cp")
            #expect(made.code == 0, "\(made.errors)")
            guard let whole = try Self.read(copy, kind.1()) else { return [String]() }
            let archive = try Archive.open(copy)
            return try archive.entries.enumerated().flatMap { position, entry in
                try Self.findings(in: copy, entry.name, position, whole, kind.1())
            }
        }
        #expect(findings.isEmpty)
    }

    private static func findings(
        in folder: String, _ name: String, _ position: Int, _ whole: HostileSink, _ importer: any Importer
    ) throws -> [String] {
        let lower = name.lowercased()
        guard !unread.contains(where: lower.hasSuffix) else { return [] }
        let path = folder + "/" + name
        let bytes = try TestFile.bytes(path)
        defer { try? TestFile.write(bytes, to: path) }
        return try lengths(bytes.count, position).compactMap { length in
            try TestFile.write(Array(bytes[..<length]), to: path)
            do {
                guard let cut = try read(folder, importer) else { return nil }
                let isSilent = cut.losses.isSubset(of: whole.losses)
                guard isSilent, framed.contains(where: lower.hasSuffix) else { return nil }
                let missing = whole.messages.subtracting(cut.messages)
                return missing.isEmpty
                    ? nil
                    : "\(name), \(length) of \(bytes.count) bytes: \(missing.count) messages missing, unstated"
            } catch {
                return "\(name), \(length) of \(bytes.count) bytes: \(error)"
            }
        }
    }

    /// The lengths to cut a file to.
    private static func lengths(_ count: Int, _ position: Int) -> [Int] {
        guard count > 0 else { return [] }
        guard isLong else { return position % 2 == 0 ? [count * (position * 37 % 100) / 100] : [] }
        return Array(stride(from: position % 48, to: count, by: 48))
    }

    private static func read(_ path: String, _ importer: any Importer) throws -> HostileSink? {
        let sink = HostileSink()
        var isRead = false
        try HostileTarget.allowed {
            let archive = try Archive.open(path)
            try ArchiveReading(archive, importers: [importer], source: nil).read(into: sink)
            isRead = true
        }
        return isRead ? sink : nil
    }
}

extension HostileSink {
    /// The keys of the messages.
    fileprivate var messages: Set<SourceKey> {
        Set(records.values.compactMap { if case .message = $0 { $0.key } else { nil } })
    }
}
