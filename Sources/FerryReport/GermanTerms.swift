// SPDX-License-Identifier: Apache-2.0
// swift-format-ignore-file

/// What layouts of archives, and what they can never hold, are called in German; made by `scripts/report-wording` from
/// `mappings/report/terms.json`.
enum GermanTerms {
    static let table: [String: String] = [
        "Enterprise Grid export":
            "Enterprise-Grid-Export",
        "Graph export":
            "Graph-Export",
        "Mattermost compliance export":
            "Compliance-Export von Mattermost",
        "REST dump":
            "REST-Auszug",
        "Team Chat answers":
            "Team-Chat-Abfragen",
        "Teams data export":
            "Teams-Datenexport",
        "archived meeting chats":
            "archivierte Besprechungs-Chats",
        "chat history table":
            "Tabelle des Chatverlaufs",
        "conversations that the exporting person is not in":
            "Unterhaltungen, an denen die exportierende Person nicht beteiligt ist",
        "deletions":
            "Löschungen",
        "direct messages":
            "Direktnachrichten",
        "edits":
            "Bearbeitungen",
        "files":
            "Dateien",
        "formatting":
            "Formatierungen",
        "mail addresses":
            "E-Mail-Adressen",
        "meeting transcripts":
            "Besprechungs-Transkripte",
        "members":
            "Mitgliederlisten",
        "membership history":
            "frühere Mitgliedschaften",
        "mentions":
            "Erwähnungen",
        "packed mbox":
            "gepackte mbox",
        "pins":
            "angeheftete Nachrichten",
        "private channels":
            "private Kanäle",
        "reactions":
            "Reaktionen",
        "replies":
            "Antwortbezüge",
        "saved meeting chats":
            "gespeicherte Besprechungs-Chats",
        "single mails":
            "einzelne E-Mails",
        "slackdump chunks":
            "slackdump-Abschnitte",
        "slackdump database":
            "slackdump-Datenbank",
        "slackdump dump":
            "slackdump-Auszug",
        "threads":
            "Threads",
        "workspace export":
            "Export eines Arbeitsbereichs",
    ]
}
