// SPDX-License-Identifier: Apache-2.0
import FerryArchive
import FerryImport
import FerryModel
import FerryTestKit
import Glibc
import ImportSlack
import Testing

/// slackdump's database, cut off and with changed bytes: SQLite reads a file here that nobody vouches for.
@Suite struct DamagedDatabaseTests {
    private static let isLong = getenv("FERRY_TEST_LONG") != nil
    private static let original =
        Checkout.root + "/samples/slack/slackdump-database/archive/slackdump.sqlite"

    private let folder: TestFolder
    private let bytes: [UInt8]

    init() throws {
        folder = try TestFolder()
        bytes = try TestFile.bytes(Self.original)
    }

    /// What is read of the database with these bytes; `nil` when it is refused in words.
    private func read(_ bytes: [UInt8]) throws -> HostileSink? {
        let path = folder.path + "/slackdump.sqlite"
        try TestFile.write(bytes, to: path)
        let sink = HostileSink()
        var isRead = false
        try HostileTarget.allowed {
            let archive = try Archive.open(path)
            try ArchiveReading(archive, importers: [SlackImporter()], source: nil).read(into: sink)
            isRead = true
        }
        return isRead ? sink : nil
    }

    private func messages(_ sink: HostileSink) -> Set<SourceKey> {
        Set(sink.records.values.compactMap { if case .message = $0 { $0.key } else { nil } })
    }

    @Test("cut anywhere: refused, or read with what is missing stated")
    func cut() throws {
        let whole = try #require(try read(bytes))
        #expect(messages(whole).count >= 5)
        for length in stride(from: 1, to: bytes.count, by: Self.isLong ? 61 : 1_531) {
            guard let cut = try read(Array(bytes[..<length])) else { continue }
            let isSilent = cut.losses.isSubset(of: whole.losses)
            #expect(!isSilent || messages(whole).isSubset(of: messages(cut)), "\(length) bytes")
        }
    }

    @Test("changed bytes, whole pages of nonsense: refused or read, two times alike")
    func changed() throws {
        var random = SystemRandomNumberGenerator()
        for offset in stride(from: 0, to: bytes.count, by: Self.isLong ? 23 : 997) {
            var changed = bytes
            changed[offset] ^= UInt8.random(in: 1...255, using: &random)
            let first = try read(changed)
            let second = try read(changed)
            #expect(first?.records == second?.records, "byte \(offset) as \(changed[offset])")
        }
        for page in stride(from: 0, to: bytes.count, by: 4_096) {
            for value: UInt8 in [0, 0x7F, 0xFF] {
                var changed = bytes
                for offset in page..<min(page + 4_096, bytes.count) { changed[offset] = value }
                _ = try read(changed)
            }
        }
    }

    @Test("pages that lead to themselves come to an end")
    func loops() throws {
        // The interior page of a table names its children: here each four bytes that could be such a name lead to page 2.
        for offset in stride(from: 100, to: bytes.count - 4, by: Self.isLong ? 3 : 211) {
            var changed = bytes
            changed.replaceSubrange(offset..<(offset + 4), with: [0, 0, 0, 2])
            _ = try read(changed)
        }
    }
}
