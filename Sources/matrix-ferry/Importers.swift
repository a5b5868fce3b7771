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
            SlackImporter(), TeamsImporter(), WebexImporter(), ZoomImporter(try ZoomOptions(configuration)),
            ComplianceImporter(ComplianceOptions(workspace: configuration.text(.complianceWorkspace))),
            MailImporter(try mail(configuration)),
        ]
    }

    private static func mail(_ configuration: Configuration) throws -> MailOptions {
        MailOptions(
            lists: configuration.list(.mailLists), mailboxes: configuration.list(.mailMailboxes),
            members: configuration.list(.mailMembers),
            separatesFolders: try configuration.flag(.mailSeparateFolders, default: false),
            domains: configuration.list(.mailDomains),
            foldsQuotes: try configuration.flag(.mailFoldQuotes, default: true),
            unquotesFrom: try configuration.flag(.mailUnquoteFrom, default: false))
    }
}
