// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import FerryJSON
import FerryModel

/// `matrix-ferry doctor`: finds before the upload what would ruin it.
struct DoctorVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Checks homeserver, token and disk, and says what to change.",
        discussion: """
            Makes the import device of the appservice's own user, and a scratch room that it leaves again; writes \
            nothing else.
            """)

    @OptionGroup var common: CommonOptions

    @Flag(
        name: .customLong("window-config"),
        help: "Prints settings of Synapse that make an import window quiet and fast, and checks nothing.")
    var printsWindowConfiguration = false

    func perform(_ console: Console) async throws -> (summary: JSONValue, status: ExitStatus) {
        if printsWindowConfiguration {
            console.print(WindowConfiguration.synapse)
            console.json("window-config", ["yaml": .string(WindowConfiguration.synapse)])
            return ([:], .done)
        }
        let migration = try Migration(common)
        let findings = try await Examination(migration: migration, homeserver: migration.homeserver())
            .findings()
        for finding in findings {
            console.complainUnless(finding.isGood, finding.words)
            console.json(
                "finding",
                [
                    "check": .string(finding.check), "ok": .bool(finding.isGood),
                    "found": .string(finding.found),
                    "remedy": .string(finding.remedy),
                ])
        }
        let bad = findings.filter { !$0.isGood }
        let summary: JSONValue = ["checks": .int(Int64(findings.count)), "problems": .int(Int64(bad.count))]
        return (summary, bad.isEmpty ? .done : .configuration)
    }
}
