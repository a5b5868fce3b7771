// SPDX-License-Identifier: Apache-2.0
// swift-format-ignore-file

/// What layouts of archives, and what they can never hold, are called in French; made by `scripts/report-wording` from
/// `mappings/report/terms.json`.
enum FrenchTerms {
    static let table: [String: String] = [
        "Enterprise Grid export":
            "export Enterprise Grid",
        "Graph export":
            "export Graph",
        "Mattermost compliance export":
            "export de conformité Mattermost",
        "REST dump":
            "extrait REST",
        "Team Chat answers":
            "réponses Team Chat",
        "Teams data export":
            "export de données Teams",
        "archived meeting chats":
            "conversations de réunion archivées",
        "chat history table":
            "tableau d’historique de conversation",
        "conversations that the exporting person is not in":
            "les conversations auxquelles la personne qui exporte ne participe pas",
        "deletions":
            "les suppressions",
        "direct messages":
            "les messages directs",
        "edits":
            "les modifications",
        "files":
            "les fichiers",
        "formatting":
            "la mise en forme",
        "mail addresses":
            "les adresses électroniques",
        "meeting transcripts":
            "transcriptions de réunion",
        "members":
            "les listes de membres",
        "membership history":
            "l’historique des appartenances",
        "mentions":
            "les mentions",
        "packed mbox":
            "mbox compressé",
        "pins":
            "les messages épinglés",
        "private channels":
            "les canaux privés",
        "reactions":
            "les réactions",
        "replies":
            "les liens de réponse",
        "saved meeting chats":
            "conversations de réunion enregistrées",
        "single mails":
            "courriels isolés",
        "slackdump chunks":
            "fragments slackdump",
        "slackdump database":
            "base de données slackdump",
        "slackdump dump":
            "extrait slackdump",
        "threads":
            "les fils de discussion",
        "workspace export":
            "export d’un espace de travail",
    ]
}
