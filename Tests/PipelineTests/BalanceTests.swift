// SPDX-License-Identifier: Apache-2.0
import FerryImport
import FerryModel
import Glibc
import ImportCompliance
import ImportMail
import ImportSlack
import ImportTeams
import ImportWebex
import ImportZoom
import Testing

@testable import FerryPlan

/// Every sample of every source through import and plan.
struct BalanceTests {
    struct Sample: CustomTestStringConvertible {
        let source: SourceKind
        let name: String
        let path: String
        var testDescription: String { "\(source.rawValue)/\(name)" }
    }

    static let samples: [Sample] = {
        let root =
            "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/samples"
        return SourceKind.allCases.flatMap { source in
            names(root + "/" + source.rawValue).flatMap { name in
                let folder = root + "/" + source.rawValue + "/" + name
                return names(folder).filter { $0.hasPrefix("archive") }
                    .map { Sample(source: source, name: name, path: folder + "/" + $0) }
            }
        }
    }()

    private static func names(_ folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }

    private static var importers: [any Importer] {
        [
            SlackImporter(), TeamsImporter(), WebexImporter(), ZoomImporter(), ComplianceImporter(),
            MailImporter(MailOptions(mailboxes: ["* = Desk"])),
        ]
    }

    @Test("there are samples of every source")
    func complete() {
        #expect(Set(Self.samples.map(\.source)) == Set(SourceKind.allCases))
        #expect(Self.samples.count >= 50)
    }

    @Test(
        "what a sample holds is carried, carried with a stated loss, or not carried with a reason",
        arguments: samples)
    func balance(_ sample: Sample) throws {
        let plan = try SamplePlan()
        do {
            // A balance that does not add up ends the planning; see Tally.
            try plan.take(sample.path, importers: Self.importers)
        } catch let failure as Failure where failure.kind == .archiveInvalid {
            // Some samples are there to be refused, or need to be told more; that takes a word on what to do.
            #expect(!failure.remedy.isEmpty)
            return
        }
        let balance = plan.summary.balance
        #expect((balance[.person]?.parsed ?? 0) + (balance[.channel]?.parsed ?? 0) > 0)
        let sources = plan.summary.sourceBalance
        #expect(Set(sources.keys) == [sample.source])
        #expect(sources.values.reduce(into: [:]) { $0.merge($1, uniquingKeysWith: +) } == balance)
        for kind in RecordKind.allCases {
            guard let line = balance[kind] else { continue }
            #expect(line.parsed == line.carried + line.carriedWithLoss + line.notCarried)
            let lost = plan.summary.losses.filter { $0.kind == kind && $0.state.isNotCarried }
            let hurt = plan.summary.losses.filter { $0.kind == kind && !$0.state.isNotCarried }
            #expect(line.notCarried == 0 || !lost.isEmpty, "\(kind): not carried, and no reason is given")
            #expect(line.carriedWithLoss == 0 || !hurt.isEmpty, "\(kind): hurt, and no reason is given")
        }
    }
}
