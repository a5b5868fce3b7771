// SPDX-License-Identifier: Apache-2.0
import FerryImport
import FerryModel
import ImportCompliance
import ImportMail
import ImportSlack
import ImportTeams
import ImportWebex
import ImportZoom

/// Every importer there is, told what the configuration says; the only place that lists them.
enum Importers {
    /// The kinds of system that can be read.
    static let kinds: [SourceKind] = [.slack, .teams, .zoom, .webex, .mail, .compliance]

    /// The importers, those with the surest marks first.
    static func all(_ configuration: Configuration) throws -> [any Importer] {
        [
            SlackImporter(), TeamsImporter(), WebexImporter(), ZoomImporter(),
            ComplianceImporter(ComplianceOptions(workspace: configuration.text(.complianceWorkspace))),
            MailImporter(),
        ]
    }
}
