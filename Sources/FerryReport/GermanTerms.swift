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
        "a second event with the same marker":
            "ein zweites Ereignis mit derselben Kennzeichnung",
        "an event of this migration that no plan knows":
            "ein Ereignis dieser Migration, das in keinem Plan steht",
        "archived meeting chats":
            "archivierte Besprechungs-Chats",
        "chat history table":
            "Tabelle des Chatverlaufs",
        "conversations that the exporting person is not in":
            "Unterhaltungen, an denen die exportierende Person nicht beteiligt ist",
        "deleted on the homeserver":
            "auf dem Homeserver gelöscht",
        "deletions":
            "Löschungen",
        "direct messages":
            "Direktnachrichten",
        "edits":
            "Bearbeitungen",
        "event":
            "Ereignis",
        "files":
            "Dateien",
        "formatting":
            "Formatierungen",
        "its user could not be made ready":
            "Das Konto dazu ließ sich nicht einrichten",
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
        "neither the appservice's user nor a member may read it":
            "weder das Konto des Appservice noch ein Mitglied darf ihn lesen",
        "operation account-data":
            "Kontodaten",
        "operation alias":
            "Raumadresse",
        "operation avatar":
            "Profilbild",
        "operation device":
            "Anlegen eines Geräts",
        "operation event":
            "Ereignis",
        "operation name":
            "Anzeigename",
        "operation read":
            "Lesemarke",
        "operation register":
            "Anlegen eines Kontos",
        "operation reserve":
            "Reservieren einer Datei",
        "operation room":
            "Anlegen eines Raums",
        "operation state":
            "Raumzustand",
        "operation upload":
            "Hochladen einer Datei",
        "packed mbox":
            "gepackte mbox",
        "pictures of people":
            "Profilbilder",
        "pictures of rooms and workspaces":
            "Bilder von Räumen und Arbeitsbereichen",
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
        "stands after an event that follows it":
            "steht hinter einem Ereignis, das ihm folgen sollte",
        "the alias leads nowhere":
            "Die Raumadresse führt nirgendwohin",
        "the file was not reserved":
            "Die Datei wurde nicht reserviert",
        "the user id breaks the grammar":
            "Der Kontoname ist in Matrix nicht zulässig",
        "threads":
            "Threads",
        "what it refers to is not planned":
            "Worauf sich dies bezieht, ist nicht geplant",
        "what it refers to was not carried over":
            "Worauf sich dies bezieht, wurde nicht übertragen",
        "workspace export":
            "Export eines Arbeitsbereichs",
    ]
}
